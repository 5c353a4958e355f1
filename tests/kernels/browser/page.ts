import type { HessianReport } from '../hessian-cases';
import type { TrainingReport } from '../training-cases';
import { askBroken, askWhatIsKnown, refuseLayers, refuseSomething } from './distrust';
import { type ChunksReport, planeInChunks } from './plane-chunks';
import {
  type BackendReport,
  type CaseChoice,
  type GpuBackend,
  type LossReport,
  loseAndRecover,
  multiplyHessians,
  runCases,
  type TuneReport,
  trainNets,
  tune,
} from './run-cases';

declare global {
  interface Window {
    runKernelCases(backend: GpuBackend, where: 'page' | 'worker', choice: CaseChoice, variant?: string): Promise<BackendReport>;
    trainNets(backend: GpuBackend): Promise<TrainingReport[]>;
    multiplyHessians(backend: GpuBackend): Promise<HessianReport[]>;
    tuneKernels(): Promise<TuneReport>;
    loseAndRecover(backend: GpuBackend): Promise<LossReport>;
    planeInChunks(backend: GpuBackend): Promise<ChunksReport>;
    askWhatIsKnown: typeof askWhatIsKnown;
    askBroken: typeof askBroken;
    refuseLayers: typeof refuseLayers;
    refuseSomething: typeof refuseSomething;
  }
}

Object.assign(window, { askWhatIsKnown, askBroken, refuseLayers, refuseSomething });
window.loseAndRecover = loseAndRecover;
window.planeInChunks = planeInChunks;
window.trainNets = trainNets;
window.multiplyHessians = multiplyHessians;
window.tuneKernels = tune;
window.runKernelCases = (backend, where, choice, variant) => {
  if (where === 'page') return runCases(backend, choice, variant);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const report = new Promise<BackendReport>((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message || 'The worker failed to start.')));
    worker.addEventListener('message', ({ data }: MessageEvent<{ report?: BackendReport; error?: string }>) => {
      if (data.report) resolve(data.report);
      else reject(new Error(data.error));
    });
  });
  worker.postMessage({ backend, choice });
  return report.finally(() => worker.terminate());
};
