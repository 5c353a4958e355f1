import { type GpuBackend, runCases } from './run-cases';

addEventListener('message', ({ data }: MessageEvent<{ backend: GpuBackend; filter: string }>) => {
  runCases(data.backend, data.filter).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
