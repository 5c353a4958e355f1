/** A device failed, and not the work that it was given: another device may do that. */
export class DeviceLost extends Error {
  override readonly name = 'DeviceLost';
}

/** What a device's own interface threw, as the failure of the device that it is. */
export function asDeviceLost(error: unknown): DeviceLost {
  if (error instanceof DeviceLost) return error;
  return new DeviceLost(error instanceof Error ? error.message : String(error), { cause: error });
}
