import type { Device } from '../device';
import { SELF_TEST_CASES } from './cases';
import { wrongAnswers } from './check-case';
import { checkTraining } from './training';

/**
 * Asks a device what is known, before it is trusted with anything: a driver may draw nothing, compile with mathematics that knows no NaN, or be wrong, and
 * say nothing. Returns '' where all answers are right, else the first wrong one in words. Rejects with a DeviceLost where the device fails.
 */
export async function selfTest(device: Device): Promise<string> {
  for (const test of SELF_TEST_CASES) {
    const { failures } = await wrongAnswers(device, test);
    if (failures.length > 0) return `${test.name}: ${failures[0]}`;
  }
  return checkTraining(device);
}
