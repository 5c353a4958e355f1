import { type BackendReport, type GpuBackend, type LossReport, loseAndRecover, runCases, type TuneReport, tune } from './run-cases';

declare global {
  interface Window {
    runKernelCases(backend: GpuBackend, where: 'page' | 'worker', filter: string, variant?: string): Promise<BackendReport>;
    tuneKernels(): Promise<TuneReport>;
    loseAndRecover(backend: GpuBackend): Promise<LossReport>;
  }
}

window.loseAndRecover = loseAndRecover;
window.tuneKernels = tune;
window.runKernelCases = (backend, where, filter, variant) => {
  if (where === 'page') return runCases(backend, filter, variant);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const report = new Promise<BackendReport>((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'The worker failed to start.')));
    worker.addEventListener('message', ({ data }: MessageEvent<{ report?: BackendReport; error?: string }>) => {
      if (data.report) resolve(data.report);
      else reject(new Error(data.error));
    });
  });
  worker.postMessage({ backend, filter });
  return report.finally(() => worker.terminate());
};
