import { type ChildProcess, spawn } from 'node:child_process';

/** A program that runs as long as the test does. */
export interface Running {
  /** The first match in what it prints, within `ms`; rejects when it ends before. */
  said(pattern: RegExp, ms: number): Promise<RegExpExecArray>;
  stop(): Promise<void>;
}

export function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  // A group of its own: browsers start processes that must end with them.
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env }, detached: true });
  let text = '';
  let ended: Error | null = null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      text = `${text}${bytes}`.slice(-65536);
      tell();
    });
  child.once('error', (error) => {
    ended = error;
    tell();
  });
  child.once('close', (code) => {
    ended ??= new Error(`${command} ended with code ${code}: ${text.slice(-1000)}`);
    tell();
  });
  return {
    said(pattern, ms) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => finish(new Error(`${command} did not say ${pattern} in ${ms} ms: ${text.slice(-1000)}`)), ms);
        const look = (): void => {
          const match = pattern.exec(text);
          if (match) finish(match);
          else if (ended) finish(ended);
        };
        function finish(result: RegExpExecArray | Error): void {
          clearTimeout(timer);
          listeners.delete(look);
          if (result instanceof Error) reject(result);
          else resolve(result);
        }
        listeners.add(look);
        look();
      });
    },
    async stop() {
      if (ended || child.pid === undefined) return;
      process.kill(-child.pid, 'SIGTERM');
      const hard = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), 5000);
      await gone;
      clearTimeout(hard);
    },
  };
}
