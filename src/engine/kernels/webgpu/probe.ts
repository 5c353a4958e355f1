/** What a look at the GPU told, before anything is built on it. */
export interface GpuProbe {
  readonly usable: boolean;
  /** False for adapters that run on the CPU. */
  readonly hardware: boolean;
  /** The adapter's name, or why there is none. */
  readonly adapter: string;
}

/** Asks for a WebGPU adapter, without making a device. Never throws. */
export async function probeWebgpu(): Promise<GpuProbe> {
  if (!navigator.gpu) return { usable: false, hardware: false, adapter: 'This browser has no WebGPU.' };
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { usable: false, hardware: false, adapter: 'WebGPU found no adapter.' };
    return { usable: true, hardware: !isSoftware(adapter.info), adapter: adapterName(adapter.info) };
  } catch (error) {
    return { usable: false, hardware: false, adapter: error instanceof Error ? error.message : String(error) };
  }
}

/** Vendor, architecture and description, as far as the browser tells. */
export function adapterName({ vendor, architecture, description, device }: GPUAdapterInfo): string {
  return [...new Set([vendor, architecture, description || device])].filter(Boolean).join(' ') || 'unnamed adapter';
}

export function isSoftware(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render/i.test(adapterName(info));
}
