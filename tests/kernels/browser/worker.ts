import { type CaseChoice, type GpuBackend, runCases } from './run-cases';

addEventListener('message', ({ data }: MessageEvent<{ backend: GpuBackend; choice: CaseChoice }>) => {
  runCases(data.backend, data.choice).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
