import { defineConfig } from 'vite';

const tensorflow = '@tensorflow/tfjs';

/** Serves the page that runs the kernel cases. Dependencies are named, so that none is found, and the page reloaded, in mid-run. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../../node_modules/.vite-kernels',
  server: { port: Number(process.env.KERNELS_PORT ?? 5300), strictPort: true, hmr: false, watch: null, fs: { allow: ['../../..'] } },
  worker: { format: 'es' },
  optimizeDeps: {
    include: [
      `${tensorflow}-core`,
      `${tensorflow}-backend-webgpu/dist/backend_webgpu`,
      'pure-rand/distribution/uniformFloat64',
      'pure-rand/distribution/uniformInt',
      'pure-rand/generator/xoroshiro128plus',
    ],
  },
});
