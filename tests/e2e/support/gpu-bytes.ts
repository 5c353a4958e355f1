import type { Page } from '@playwright/test';

declare global {
  interface Window {
    gpuBytes: number;
  }
}

/** Counts the bytes that the page's drawing holds on the GPU, from its opening on: buffers, textures and render buffers of WebGL 2, as they are allocated. */
export async function countGpuBytes(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const held = new WeakMap<object, number>();
    window.gpuBytes = 0;
    type Gl = WebGL2RenderingContext & Record<string, (...given: unknown[]) => unknown>;
    const gl = WebGL2RenderingContext.prototype as Gl;
    const keep = (object: object | null, bytes: number): void => {
      if (!object) return;
      window.gpuBytes += bytes - (held.get(object) ?? 0);
      held.set(object, bytes);
    };
    const after = (name: string, note: (context: Gl, given: readonly unknown[]) => void): void => {
      const original = gl[name] as (...given: unknown[]) => unknown;
      Object.assign(gl, {
        [name](this: Gl, ...given: unknown[]) {
          note(this, given);
          return original.apply(this, given);
        },
      });
    };
    const sizes: Record<number, number> = { [gl.RGBA32F]: 16, [gl.RGBA16F]: 8, [gl.R8]: 1, [gl.RG16I]: 4, [gl.RGBA16I]: 8 };
    const bytesPerPixel = (format: unknown): number => sizes[format as number] ?? 4;
    after('bufferData', (context, [target, data]) => {
      const binding = target === gl.ELEMENT_ARRAY_BUFFER ? gl.ELEMENT_ARRAY_BUFFER_BINDING : gl.ARRAY_BUFFER_BINDING;
      const bytes = typeof data === 'number' ? data : ((data as ArrayBuffer | null)?.byteLength ?? 0);
      keep(context.getParameter(binding), bytes);
    });
    const bound = (context: Gl) => context.getParameter(gl.TEXTURE_BINDING_2D) as object | null;
    after('texStorage2D', (context, [, levels, format, width, height]) =>
      keep(bound(context), Number(width) * Number(height) * bytesPerPixel(format) * (Number(levels) > 1 ? 4 / 3 : 1)),
    );
    after('texImage2D', (context, given) => {
      if (given[1] === 0 && given.length >= 9) keep(bound(context), Number(given[3]) * Number(given[4]) * bytesPerPixel(given[2]));
    });
    const renderbuffer = (context: Gl) => context.getParameter(gl.RENDERBUFFER_BINDING) as object | null;
    after('renderbufferStorage', (context, [, , width, height]) => keep(renderbuffer(context), Number(width) * Number(height) * 4));
    after('renderbufferStorageMultisample', (context, [, samples, , width, height]) =>
      keep(renderbuffer(context), Number(width) * Number(height) * 4 * Number(samples)),
    );
    for (const name of ['deleteBuffer', 'deleteTexture', 'deleteRenderbuffer'])
      after(name, (_, [object]) => keep(object as object | null, 0));
  });
  return () => page.evaluate(() => window.gpuBytes);
}
