import { isSoftwareAdapter } from '../engine/backend';
import type { Adapter } from './jobs';

/** Finds the GPU adapters of this browser, without starting a device on any. Call it in a worker: a slow driver then holds up no one. */
export async function findAdapters(): Promise<readonly Adapter[]> {
  const found = [await webgpuAdapter(), webglAdapter()];
  return found.filter((adapter) => adapter !== null);
}

async function webgpuAdapter(): Promise<Adapter | null> {
  if (!('gpu' in navigator) || !navigator.gpu) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ');
  const software = isFallbackAdapter || isSoftwareAdapter(`${vendor} ${architecture} ${name}`);
  return { backend: 'webgpu', adapter: name, hardware: !software };
}

function webglAdapter(): Adapter | null {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return null;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { backend: 'webgl', adapter: name, hardware: !isSoftwareAdapter(name) };
}
