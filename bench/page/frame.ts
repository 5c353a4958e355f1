import type { Backend, Contestant, ContestantId } from '../contestants/types';

declare global {
  interface Window {
    /** The contestant of this frame. Each has a realm, and so a tfjs, of its own. */
    contestant: Promise<Contestant>;
  }
}

const query = new URLSearchParams(location.search);
window.contestant = create(query.get('id') as ContestantId, query.get('backend') as Backend);

async function create(id: ContestantId, backend: Backend): Promise<Contestant> {
  switch (id) {
    case 'ours':
      if (backend === 'wasm') return withKernels(await import('../contestants/ours-workers'));
      return (await import('../contestants/ours')).createOurs(backend);
    case 'ours-two-workers':
      return (await import('../contestants/ours-workers')).createOursInWorkers(2);
    case 'ours-all-cores':
      return (await import('../contestants/ours-workers')).createOursInWorkers(navigator.hardwareConcurrency);
    case 'tfjs':
      return (await import('../peers/tfjs')).createTfjs(backend);
    case 'jax-js':
      return (await import('../peers/jax')).createJax(backend);
    case 'limit':
      return (await import('../limits')).createLimit(backend);
  }
}

/** On WASM planes are evaluated in a worker, as in the app; kernels and training are timed in this realm. */
async function withKernels({ createOursInWorkers }: typeof import('../contestants/ours-workers')): Promise<Contestant> {
  const here = await (await import('../contestants/ours')).createOurs('wasm');
  const { loadPlane, evaluate } = await createOursInWorkers(1);
  return { ...here, ...(loadPlane && evaluate ? { loadPlane, evaluate } : {}) };
}
