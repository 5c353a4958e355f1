import { describe, expect, it } from 'vitest';
import '../../src/app/texts';
import { addTexts, t } from '../../src/i18n';
import { announce } from '../../src/i18n/messages/announce';
import { announcement, type Heard, probeWords } from '../../src/panels/announcements';

addTexts(announce);

const at = (run: Heard['run'], changes: Partial<Heard> = {}): Heard => ({
  run,
  phases: ['done', 'done'],
  failures: [null, null],
  headline: 'B is rougher',
  ...changes,
});

describe('what a screen reader hears', () => {
  it('of a run: its start, its training’s end, its end with the headline', () => {
    expect(announcement(at('idle'), at('training'), t)).toBe('Training has started.');
    expect(announcement(at('training'), at('evaluating'), t)).toBe('Training is done; the surfaces are being computed.');
    expect(announcement(at('evaluating'), at('idle'), t)).toBe('Done. B is rougher');
    expect(announcement(at('training'), at('paused'), t)).toBe('Paused.');
    expect(announcement(at('paused'), at('training'), t)).toBe('Training goes on.');
    expect(announcement(at('idle'), at('evaluating'), t)).toBe('The surfaces are being computed.');
  });

  it('of one that was stopped, and why one failed', () => {
    expect(announcement(at('training'), at('idle', { phases: ['done', 'stopped'] }), t)).toBe('Stopped. B is rougher');
    const failure = { path: '', key: 'run.file.unreadable', values: {} };
    expect(announcement(at('training'), at('idle', { phases: ['done', 'failed'], failures: [null, failure] }), t)).toBe(
      'B failed: It could not be read from the disk. Choose it again.',
    );
  });

  it('of another headline while nothing runs, and of nothing else', () => {
    expect(announcement(at('idle', { headline: 'one' }), at('idle', { headline: 'two' }), t)).toBe('two');
    expect(announcement(at('idle'), at('idle'), t)).toBeNull();
    expect(announcement(at('training', { headline: 'one' }), at('training', { headline: 'two' }), t)).toBeNull();
  });

  it('under the pin: where it is, and each pane’s loss and accuracy', () => {
    const readings = [{ loss: 0.5, accuracy: 0.9 }, { loss: Number.NaN, accuracy: Number.NaN }, null];
    expect(probeWords({ alpha: 0.25, beta: -0.5 }, readings, t)).toBe(
      'α 0.25, β −0.5: A loss 0.500, accuracy 90.0\u202f%; B a hole, the loss is not a number there.',
    );
    expect(probeWords({ alpha: 0.25, beta: null }, readings.slice(0, 1), t)).toBe('α 0.25: loss 0.500, accuracy 90.0\u202f%.');
  });
});
