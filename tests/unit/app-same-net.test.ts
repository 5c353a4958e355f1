import { describe, expect, it } from 'vitest';
import { fingerprintOfCheckpoints } from '../../src/engine/fingerprint';
import type { Snapshot } from '../../src/experiment/snapshot';
import { formats } from '../../src/formats';
import { runToEnd, setUpApp, type TestApp } from './support/app';
import { tinyDocument, tinyRun } from './support/tiny';

const [pane] = tinyDocument().panes;
const two = { ...tinyDocument(), panes: [{ ...pane, runs: [tinyRun({ seed: 1 }), tinyRun({ seed: 2 })] }] };

const shown = (test: TestApp) => test.results.pane(0);

/** The file of what an app shows, its pane changed. */
function fileOf(test: TestApp, change: (pane: Snapshot['panes'][number]) => Snapshot['panes'][number]): Uint8Array<ArrayBuffer> {
  const snapshot = { document: test.app().document, panes: [change(shown(test).snapshot)] };
  return new Uint8Array(formats.get('npz').encode(snapshot));
}

async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<TestApp> {
  const test = setUpApp();
  test.app().openFiles([new File([bytes], 'pair.npz')]);
  await test.until(() => test.phases()[0] === 'shared');
  return test;
}

describe('the net that a pane shows', () => {
  it('has a fingerprint once it is trained: that of its last checkpoints, for one worker or two', async () => {
    const texts: (string | undefined)[] = [];
    for (const cores of [1, 8]) {
      const test = setUpApp({ document: two, cores });
      expect(shown(test).net).toBeNull();
      await runToEnd(test);
      const { net, snapshot } = shown(test);
      expect(net).toEqual({ fingerprint: fingerprintOfCheckpoints(2, snapshot.checkpoints), mayDiffer: false, isSame: null });
      expect(snapshot.provenance?.fingerprint).toBe(net?.fingerprint);
      expect(net?.fingerprint).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4} [0-9a-f]{4}-[0-9a-f]{4}$/);
      texts.push(net?.fingerprint);
      // Nothing came from elsewhere: nothing is said about sameness.
      expect(test.app().toast).toBeNull();
    }
    expect(texts[1]).toBe(texts[0]);
  });

  it('keeps it in a file, and says after running again that it is the very same', async () => {
    const test = setUpApp({ document: two });
    await runToEnd(test);
    const own = shown(test).net?.fingerprint;
    const other = await opened(fileOf(test, (same) => same));
    expect(shown(other).net).toEqual({ fingerprint: own, mayDiffer: false, isSame: null });
    await runToEnd(other);
    expect(shown(other).net).toEqual({ fingerprint: own, mayDiffer: false, isSame: true });
    expect(other.app().toast?.key).toBe('shell.net.same');
  });

  it('says so where this device got another one, and nothing where the file names none', async () => {
    const test = setUpApp({ document: two });
    await runToEnd(test);
    const { provenance } = shown(test).snapshot;
    if (!provenance) throw new Error('It says nothing about how it was made.');
    const other = await opened(fileOf(test, (same) => ({ ...same, provenance: { ...provenance, fingerprint: '0000-0000 0000-0000' } })));
    await runToEnd(other);
    expect(shown(other).net?.isSame).toBe(false);
    expect(other.app().toast?.key).toBe('shell.net.other');

    const { fingerprint: _, ...before } = provenance;
    const silent = await opened(fileOf(test, (same) => ({ ...same, provenance: before })));
    expect(shown(silent).net).toBeNull();
    await runToEnd(silent);
    expect(shown(silent).net).toMatchObject({ fingerprint: provenance.fingerprint, isSame: null });
    expect(silent.app().toast).toBeNull();
  });
});
