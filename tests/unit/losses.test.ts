import { describe, expect, it } from 'vitest';
import { createLosses, type Losses, type Trial } from '../../src/app/run/losses';
import type { BackendId } from '../../src/engine/device';

/** Losses on a clock that the test turns. */
function onClock(trials: readonly Trial[] = []) {
  let now = 0;
  const due: { at: number; callback: () => void }[] = [];
  const checks: number[] = [];
  const changes: [BackendId, Trial][] = [];
  const losses: Losses = createLosses(
    {
      clock: () => now,
      later: (callback, ms) => void due.push({ at: now + ms, callback }),
      async check() {
        checks.push(now);
        return trials[checks.length - 1] ?? 'fine';
      },
      onChange: (...change) => void changes.push(change),
    },
    (backend) => backend === 'webgpu' || backend === 'webgl',
  );
  const passTime = async (ms: number): Promise<void> => {
    const end = now + ms;
    for (;;) {
      const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = next.at;
      due.splice(due.indexOf(next), 1);
      next.callback();
      for (let i = 0; i < 5; i++) await Promise.resolve();
    }
    now = end;
  };
  return { losses, passTime, checks, changes, now: () => now };
}

describe('a graphics card that was lost', () => {
  it('is tried after a second, and used again where it answers', async () => {
    const { losses, passTime, checks, changes } = onClock();
    await passTime(100);
    expect(losses.lose('webgpu', 50)).toBe('again');
    expect(losses.isOut('webgpu')).toBe(true);
    await passTime(999);
    expect(checks).toEqual([]);
    await passTime(1);
    expect([checks, losses.isOut('webgpu'), changes]).toEqual([[1100], false, [['webgpu', 'fine']]]);
  });

  it('is tried once more after half a minute, then left alone', async () => {
    const { losses, passTime, checks, changes } = onClock(['failed', 'failed']);
    losses.lose('webgl', 0);
    await passTime(3_600_000);
    expect([checks, losses.isOut('webgl'), changes]).toEqual([[1000, 31_000], true, [['webgl', 'failed']]]);
  });

  it('stays out where its answers are wrong', async () => {
    const { losses, passTime, changes } = onClock(['wrong']);
    losses.lose('webgpu', 0);
    await passTime(3_600_000);
    expect([losses.isOut('webgpu'), changes]).toEqual([true, [['webgpu', 'wrong']]]);
  });

  it('counts a loss once, however much work met it', async () => {
    const { losses, passTime, now } = onClock();
    await passTime(10);
    expect([losses.lose('webgpu', 0), losses.lose('webgpu', 5)]).toEqual(['again', null]);
    await passTime(1500);
    // It is back; what was begun before it was lost says nothing new.
    expect([losses.lose('webgpu', 5), losses.isOut('webgpu')]).toEqual([null, false]);
    expect(losses.lose('webgpu', now())).toBe('off');
  });

  it('twice in five minutes is left alone until the person asks for it; twice in an hour is tried again', async () => {
    const { losses, passTime, now } = onClock();
    losses.lose('webgpu', 0);
    await passTime(299_000);
    expect(losses.lose('webgpu', now())).toBe('off');
    await passTime(3_600_000);
    expect(losses.isOut('webgpu')).toBe(true);
    losses.forgive('webgpu');
    expect(losses.isOut('webgpu')).toBe(false);
    expect(losses.lose('webgpu', now())).toBe('again');
    await passTime(301_000);
    expect(losses.lose('webgpu', now())).toBe('again');
  });

  it('is no matter of WASM: where that does not start, it is off at once', () => {
    const { losses } = onClock();
    expect(losses.lose('wasm', 0)).toBe('off');
  });
});
