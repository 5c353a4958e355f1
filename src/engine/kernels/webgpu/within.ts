/** Longest wait for an adapter or a device, ms: a GPU process that hangs never answers. */
const ANSWER_MS = 5000;

/** The promise's result; rejects where it takes longer than {@link ANSWER_MS}. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`WebGPU did not give ${what} within ${ANSWER_MS / 1000} s.`)), ANSWER_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The fast adapter where the browser has one, else any; null where there is none. Rejects where none comes in time. */
export async function findAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  const fast = await within('an adapter', gpu.requestAdapter({ powerPreference: 'high-performance' }));
  return fast ?? within('an adapter', gpu.requestAdapter());
}
