import type { Device } from '../../src/engine/device';
import type { Deviation } from './compare';

/** One line of the report. */
export interface CheckRow extends Deviation {
  readonly net: string;
  readonly quantity: string;
  readonly backend: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly note: string;
}

/** A comparison that was made. */
export function row(device: Device, net: string, quantity: string, deviation: Deviation, note = ''): CheckRow {
  return { net, quantity, backend: device.id, status: deviation.failures === 0 ? 'passed' : 'failed', note, ...deviation };
}

/** Something that ought to be compared and cannot. */
export function failed(device: Device, net: string, quantity: string, note: string): CheckRow {
  return { ...skipped(device, net, quantity, note), status: 'failed', failures: 1 };
}

/** Something that this backend, or this version, does not compare. */
export function skipped(device: Device, net: string, quantity: string, note: string): CheckRow {
  return { net, quantity, backend: device.id, status: 'skipped', note, count: 0, maxAbsolute: 0, maxRelative: 0, failures: 0 };
}
