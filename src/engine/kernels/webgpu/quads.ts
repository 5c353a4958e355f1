import { WORKGROUP } from './tiling';

const GROUPS = 4;
const BYTES = 4 * GROUPS * WORKGROUP;

// Thread index → whether it hears of each thread of its four what that one's index ought to be.
const CODE = `enable subgroups;
@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@compute @workgroup_size(${WORKGROUP}) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let first: u32 = id.x & ~3u;
  let heard: vec4<u32> = vec4<u32>(quadBroadcast(id.x, 0u), quadBroadcast(id.x, 1u), quadBroadcast(id.x, 2u), quadBroadcast(id.x, 3u));
  result[id.x] = u32(all(heard == vec4<u32>(first, first + 1u, first + 2u, first + 3u)));
}`;

/**
 * Whether four threads whose indices differ in the last two bits are a quad on this device, in that order, so that they can pass each other what
 * they load. WGSL leaves open how threads are numbered within a subgroup, so it is tried out. False where the feature "subgroups" is not enabled.
 */
export async function quadsAreNeighbours(gpu: GPUDevice): Promise<boolean> {
  if (!gpu.features.has('subgroups')) return false;
  const result = gpu.createBuffer({ size: BYTES, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const copy = gpu.createBuffer({ size: BYTES, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const pipeline = gpu.createComputePipeline({ layout: 'auto', compute: { module: gpu.createShaderModule({ code: CODE }) } });
  const group = gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer: result } }] });
  const commands = gpu.createCommandEncoder();
  const pass = commands.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(GROUPS);
  pass.end();
  commands.copyBufferToBuffer(result, 0, copy, 0, BYTES);
  gpu.queue.submit([commands.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const areNeighbours = new Uint32Array(copy.getMappedRange()).every((each) => each === 1);
  copy.destroy();
  result.destroy();
  return areNeighbours;
}

/**
 * Lets code that tfjs wraps use quads: WGSL wants directives before everything else, where tfjs writes its declarations. All threads of a quad take
 * one path wherever they read from each other, which the compiler can't know.
 */
export function enableQuads(gpu: GPUDevice): void {
  const create = gpu.createShaderModule.bind(gpu);
  gpu.createShaderModule = ({ code, ...rest }) =>
    create({ ...rest, code: code.includes('quadBroadcast') ? `enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n${code}` : code });
}
