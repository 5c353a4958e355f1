import type { Device } from '../engine/device';

/**
 * Asks a graphics card what is known: '' where all its answers are right, else what is wrong, in words. Software adapters are let through: they take many
 * seconds to compile so many kernels, and are used only where a person asks for them.
 */
export async function testDevice(device: Device & { readonly hardware?: boolean }): Promise<string> {
  if (device.hardware === false) return '';
  return (await import('../engine/self-test')).selfTest(device);
}
