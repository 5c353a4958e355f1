import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,kernels,oracle,links}/**/*.test.ts'],
    globalSetup: ['tests/build-kernels.ts'],
    setupFiles: ['tests/no-global-randomness.ts'],
    testTimeout: 60_000,
  },
});
