import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, fingerprintOfRuns, fingerprintsOfRuns } from '../../src/engine/fingerprint';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { parseDocument } from '../../src/experiment/parse';
import { type FingerprintFixture, trainedFingerprint } from '../fingerprints';
import stored from '../fixtures/fingerprints.json';

const modules = readWasmModules();
const { cases } = stored as unknown as FingerprintFixture;
const none = new Float32Array(0);

/** A NaN with these bits. */
const withBits = (bits: number): Float32Array => new Float32Array(Int32Array.of(0x3f800000, bits, 0).buffer);

describe('the fingerprint of a net', () => {
  it('is short, and says θ and state to the bit', () => {
    const theta = Float32Array.from({ length: 300 }, (_, i) => Math.fround(i / 7));
    const name = fingerprintOf({ theta, state: none });
    expect(name).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}$/);
    expect(fingerprintOf({ theta: theta.slice(), state: none })).toBe(name);
    const bits = new Int32Array(theta.buffer);
    for (const i of [0, 150, 299]) {
      bits[i] ^= 1;
      expect(fingerprintOf({ theta, state: none })).not.toBe(name);
      bits[i] ^= 1;
    }
    expect(fingerprintOf({ theta: theta.slice(0, 299), state: theta.slice(299) })).not.toBe(name);
    expect(fingerprintOf({ theta: Float32Array.of(0), state: none })).not.toBe(fingerprintOf({ theta: Float32Array.of(-0), state: none }));
    expect(fingerprintOf({ theta: none, state: none })).not.toBe(fingerprintOf({ theta: Float32Array.of(0), state: none }));
  });

  it('counts every NaN as one, and nothing else as it', () => {
    const names = [0x7fc00000, 0x7f800001, -0x400000, -1, 0x7fffffff].map((bits) => fingerprintOf({ theta: withBits(bits), state: none }));
    expect(new Set(names).size).toBe(1);
    for (const bits of [0x7f800000, -0x800000, 0x7f7fffff])
      expect(fingerprintOf({ theta: withBits(bits), state: none })).not.toBe(names[0]);
  });

  it('differs between nets that differ in one number, and 20,000 of them have names of their own but for chance', () => {
    const theta = new Float32Array(64);
    const seen = new Set<string>();
    for (let i = 0; i < 20_000; i++) {
      theta[i % 64] += 1 + i / 1000;
      seen.add(fingerprintOf({ theta, state: none }));
    }
    // One pair that shares a name is expected in 20 such lots.
    expect(seen.size).toBeGreaterThanOrEqual(19_998);
    fc.assert(
      fc.property(fc.float32Array({ minLength: 2, maxLength: 20, noNaN: true }), fc.nat(), (values, at) => {
        const other = values.slice();
        new Int32Array(other.buffer)[at % other.length] ^= 0x00400000;
        fc.pre(!other.some(Number.isNaN));
        expect(fingerprintOf({ theta: other, state: none })).not.toBe(fingerprintOf({ theta: values, state: none }));
      }),
    );
  });

  it('of several runs is one text, and comes apart again', () => {
    expect(fingerprintOfRuns(['7f3a-91c2', '0000-0001'])).toBe('7f3a-91c2 0000-0001');
    expect(fingerprintOfRuns(['7f3a-91c2', undefined])).toBeUndefined();
    expect(fingerprintOfRuns([])).toBeUndefined();
    expect(fingerprintsOfRuns('7f3a-91c2 0000-0001', 2)).toEqual(['7f3a-91c2', '0000-0001']);
    expect(fingerprintsOfRuns('7f3a-91c2', 2)).toEqual([undefined, undefined]);
    expect(fingerprintsOfRuns(undefined, 1)).toEqual([undefined]);
  });
});

describe(`the same net on every machine (${stored.command})`, () => {
  it.each(cases)('$name', { timeout: 300_000 }, async ({ document, fingerprints }) => {
    const parsed = parseDocument(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    for (const [pane, recipe] of parsed.document.panes.entries()) {
      const withRelaxed = await createWasmDevice(modules);
      expect(withRelaxed.variant).toBe('relaxed');
      expect(await trainedFingerprint(withRelaxed, recipe, 1)).toBe(fingerprints[pane]);
      // What WebKit has, in two workers.
      const withoutRelaxed = await createWasmDevice({ simd: modules.simd, relaxed: Uint8Array.of(0) });
      expect(await trainedFingerprint(withoutRelaxed, recipe, 2)).toBe(fingerprints[pane]);
    }
  });

  it('is another one where products and sums are fused', async () => {
    const [, { document, fingerprints }] = cases;
    expect(await trainedFingerprint(await createWasmDevice(modules, { variant: 'relaxed' }), document.panes[0])).not.toBe(fingerprints[0]);
  });
});
