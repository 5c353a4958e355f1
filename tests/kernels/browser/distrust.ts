import { createWebglDevice } from '../../../src/engine/kernels/webgl';
import { selfTest } from '../../../src/engine/self-test';
import { SELF_TEST_CASES } from '../../../src/engine/self-test/cases';
import { wrongAnswers } from '../../../src/engine/self-test/check-case';
import { createDevice, type GpuBackend } from './run-cases';

/** What a device is asked before it is trusted, and what a device on a driver that is at fault answers. */
export async function askWhatIsKnown(backend: GpuBackend): Promise<string> {
  const device = await createDevice(backend);
  try {
    return await selfTest(device);
  } finally {
    device.dispose();
  }
}

/** What is wrong with a WebGPU device one of whose kernels has one sign turned in its code; only the questions named so are asked. */
export async function askBroken(from: string, to: string, name: string): Promise<{ changed: number; wrong: readonly string[] }> {
  const { createShaderModule } = GPUDevice.prototype;
  let changed = 0;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    const code = descriptor.code.replace(from, to);
    if (code !== descriptor.code) changed++;
    return createShaderModule.call(this, { ...descriptor, code });
  };
  const device = await createDevice('webgpu');
  try {
    const wrong: string[] = [];
    for (const test of SELF_TEST_CASES.filter((each) => each.name.includes(name)))
      wrong.push(...(await wrongAnswers(device, test)).failures);
    return { changed, wrong };
  } finally {
    device.dispose();
    GPUDevice.prototype.createShaderModule = createShaderModule;
  }
}

/** What WebGL does on a driver that says it can draw to 8 layers and cannot: it drops such draws, or says so when asked about the framebuffer. */
export async function refuseLayers(
  how: 'silently' | 'when asked',
  above: number,
): Promise<{ variant: string; dropped: number; wrong: string }> {
  const { prototype } = WebGL2RenderingContext;
  const { drawArrays, checkFramebufferStatus } = prototype;
  let dropped = 0;
  const isTooMany = (gl: WebGL2RenderingContext): boolean => {
    if (above >= 8) return false;
    const attachment = gl.COLOR_ATTACHMENT0 + above;
    return gl.getFramebufferAttachmentParameter(gl.FRAMEBUFFER, attachment, gl.FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE) !== 0;
  };
  prototype.drawArrays = function (...args) {
    if (!isTooMany(this)) return drawArrays.apply(this, args);
    dropped++;
  };
  if (how === 'when asked')
    prototype.checkFramebufferStatus = function (target) {
      return isTooMany(this) ? this.FRAMEBUFFER_UNSUPPORTED : checkFramebufferStatus.call(this, target);
    };
  const device = await createWebglDevice();
  try {
    const wrong: string[] = [];
    for (const test of SELF_TEST_CASES.filter(({ name }) => /product 70|convolution and its gradients, stride 1|losses of NaN/.test(name)))
      wrong.push(...(await wrongAnswers(device, test)).failures);
    return { variant: device.variant, dropped, wrong: wrong.join('; ') };
  } finally {
    device.dispose();
    Object.assign(prototype, { drawArrays, checkFramebufferStatus });
  }
}

/** Whether a program says so where its context has refused something since. */
export async function refuseSomething(): Promise<string> {
  const device = await createWebglDevice();
  const { drawArrays } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawArrays = function (...args) {
    // A mode that there is not: INVALID_ENUM, and nothing is drawn.
    drawArrays.apply(this, [0x9999, args[1], args[2]]);
  };
  try {
    const test = SELF_TEST_CASES[0];
    return await wrongAnswers(device, test).then(
      ({ failures }) => failures.join(),
      (error: unknown) => String(error),
    );
  } finally {
    WebGL2RenderingContext.prototype.drawArrays = drawArrays;
    device.dispose();
  }
}
