import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,kernels,oracle,links}/**/*.test.ts'],
    globalSetup: ['tests/build-kernels.ts'],
    setupFiles: ['tests/no-global-randomness.ts'],
    // Far beyond what any test takes: a busy machine is no fault, only what never ends is.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
