import type { Provenance } from '../../landscape';
import type { Measured, PaneSnapshot } from '../../snapshot';
import { boundedText, FrameError, type LandscapeFrame, readLandscapeFrame, readList, readObject } from '../v1/frames';
import { type PaneHeader, paneHeader, readPaneHeader } from '../v1/header';

/**
 * What describes the numbers of one pane: all that version 1 says, and the fingerprint of the weights, the numbers measured, and the surface over the other
 * range. Part of link version 2, frozen.
 */
export interface PaneFrame extends PaneHeader {
  readonly measured: Measured | null;
  readonly other: LandscapeFrame | null;
}

const MAX_MINIMA = 256;
const MAX_OTHER_POINTS = 33 * 33;
/** Digits of λmax and of a minimum's place: more than can be told apart on the page. */
const DIGITS = 5;

const short = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value);

/** A pane's frame as it is written. */
export function paneFrame(pane: PaneSnapshot): unknown {
  const { measured, provenance, otherRange } = pane;
  const { made, ...frame } = paneHeader(pane);
  return {
    ...frame,
    made: made && { ...made, ...(provenance?.fingerprint ? { fingerprint: boundedText(provenance.fingerprint) } : {}) },
    ...(measured ? { measured: shortened(measured) } : {}),
    ...(otherRange ? { other: paneHeader({ ...pane, landscape: otherRange }).landscape } : {}),
  };
}

function shortened({ lambdaMax, minima }: Measured): unknown {
  return {
    lambdaMax: lambdaMax === null || !Number.isFinite(lambdaMax) ? null : short(lambdaMax),
    minima: minima === null ? null : minima.slice(0, MAX_MINIMA).map(({ alpha, beta }) => [short(alpha), short(beta)]),
  };
}

function readPaneFrame(value: unknown): PaneFrame {
  const pane = readObject(value, 'pane');
  const frame = readPaneHeader(value);
  return {
    ...frame,
    made: frame.made && withFingerprint(frame.made, readObject(pane.made, 'made').fingerprint),
    measured: pane.measured === undefined ? null : readMeasured(pane.measured),
    other: pane.other === undefined ? null : readLandscapeFrame(pane.other, MAX_OTHER_POINTS),
  };
}

function withFingerprint(made: Provenance, fingerprint: unknown): Provenance {
  if (fingerprint === undefined) return made;
  if (typeof fingerprint !== 'string') throw new FrameError('fingerprint');
  return { ...made, fingerprint: boundedText(fingerprint) };
}

function readMeasured(value: unknown): Measured {
  const { lambdaMax, minima } = readObject(value, 'measured');
  return {
    lambdaMax: lambdaMax === null ? null : readFinite(lambdaMax, 'lambdaMax'),
    minima:
      minima === null
        ? null
        : readList(minima, 'minima', MAX_MINIMA).map((place) => {
            const [alpha, beta] = readList(place, 'minima', 2);
            return { alpha: readFinite(alpha, 'minima'), beta: readFinite(beta, 'minima') };
          }),
  };
}

function readFinite(value: unknown, at: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FrameError(at);
  return value;
}

/** Reads what {@link paneFrame} wrote; null on anything that it should not hold. */
export function readPaneFrames(value: unknown, most: number): readonly PaneFrame[] | null {
  try {
    return readList(value, 'panes', most).map(readPaneFrame);
  } catch (error) {
    if (error instanceof FrameError) return null;
    throw error;
  }
}
