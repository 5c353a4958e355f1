import { findAdapter } from './within';

/** What a look at the GPU told, before anything is built on it. */
export interface GpuProbe {
  readonly usable: boolean;
  /** False for adapters that run on the CPU. */
  readonly hardware: boolean;
  /** The adapter's name, or why there is none. */
  readonly adapter: string;
  /** What the adapter allows, as a text: names are coarse, and tell few devices apart. */
  readonly limits?: string;
}

/** Asks for a WebGPU adapter, without making a device. Never throws. */
export async function probeWebgpu(): Promise<GpuProbe> {
  if (!navigator.gpu) return { usable: false, hardware: false, adapter: 'This browser has no WebGPU.' };
  try {
    const adapter = await findAdapter(navigator.gpu);
    if (!adapter) return { usable: false, hardware: false, adapter: 'WebGPU found no adapter.' };
    return { usable: true, hardware: !isSoftware(adapter.info), adapter: adapterName(adapter.info), limits: limitsOf(adapter) };
  } catch (error) {
    return { usable: false, hardware: false, adapter: error instanceof Error ? error.message : String(error) };
  }
}

function limitsOf({ limits, features }: GPUAdapter): string {
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = limits;
  return [maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize, features.has('subgroups') ? 'subgroups' : '']
    .join(' ')
    .trim();
}

/** Vendor, architecture and description, as far as the browser tells. */
export function adapterName({ vendor, architecture, description, device }: GPUAdapterInfo): string {
  return [...new Set([vendor, architecture, description || device])].filter(Boolean).join(' ') || 'unnamed adapter';
}

export function isSoftware(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render/i.test(adapterName(info));
}
