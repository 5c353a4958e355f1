import type { Contestant } from '../contestants/types';

const CHAINS = 8;
const ROUNDS = 512;
const WORKGROUPS = 256;
const THREADS = 64;

const names = Array.from({ length: CHAINS }, (_, i) => `c${i}`);
const SOURCE = `
@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let a = vec4f(0.5 + f32(id.x) * 1e-9);
  let b = vec4f(0.25);
  ${names.map((c, i) => `var ${c} = vec4f(${i}.5);`).join('\n  ')}
  for (var k = 0; k < ${ROUNDS}; k++) {
    ${names.map((c) => `${c} = fma(a, ${c}, b);`).join('\n    ')}
  }
  let sum = ${names.join(' + ')};
  if (id.x == 0u && id.y == 0u) { result[0] = sum.x + sum.y + sum.z + sum.w; }
  else if (sum.x == -1.0) { result[0] = sum.y; }
}`;

/** Fused multiply-adds of vec4f in a compute shader. */
export async function createWebgpuLimit(): Promise<Contestant> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const device = await adapter.requestDevice();
  const pipeline = device.createComputePipeline({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: SOURCE }), entryPoint: 'main' },
  });
  const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer } }] });
  return {
    adapter: [adapter.info.vendor, adapter.info.architecture, adapter.info.description].filter(Boolean).join(' '),
    variant: 'fma',
    async runKernel(times) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings);
      for (let left = times; left > 0; left -= 1024) pass.dispatchWorkgroups(WORKGROUPS, Math.min(left, 1024));
      pass.end();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      return times * WORKGROUPS * THREADS * ROUNDS * CHAINS * 4;
    },
  };
}
