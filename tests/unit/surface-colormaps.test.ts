import { describe, expect, it } from 'vitest';
import { COLORMAPS, colormapOf, colorOf, colorTable, cssGradientOf, fromLinear, toLinear } from '../../src/views/colormaps';

describe('colour maps', () => {
  it('end on the published colours', () => {
    expect(colorOf('viridis', 0)).toEqual([0x44, 0x01, 0x54]);
    expect(colorOf('viridis', 1)).toEqual([0xfd, 0xe7, 0x25]);
    expect(colorOf('cividis', 0)).toEqual([0x00, 0x22, 0x4e]);
    expect(colorOf('batlow', 1)).toEqual([0xfa, 0xcc, 0xfa]);
    expect(colorOf('mako', 1)).toEqual([0xde, 0xf5, 0xe5]);
  });

  it('pass through the inner stops: viridis at 4/9 is #26828E', () => {
    expect(colorOf('viridis', 4 / 9)).toEqual([0x26, 0x82, 0x8e]);
    expect(colorOf('batlow', 3 / 9)).toEqual([0x3c, 0x6d, 0x56]);
  });

  it('use mako from 14 % up: its stop at 4/9 lies at (4/9 − 0.14) / 0.86', () => {
    expect(colorOf('mako', (4 / 9 - 0.14) / 0.86)).toEqual([0x36, 0x6a, 0x9f]);
  });

  it('stay near matplotlib between the stops: viridis at 0.5 is #21918C', () => {
    const [r, g, b] = colorOf('viridis', 0.5);
    expect(Math.max(Math.abs(r - 0x21), Math.abs(g - 0x91), Math.abs(b - 0x8c))).toBeLessThanOrEqual(4);
  });

  it('grow lighter all the way, so that they read in grey', () => {
    for (const id of COLORMAPS) {
      let before = -1;
      for (let k = 0; k <= 60; k++) {
        const [r, g, b] = colorOf(id, k / 60).map((c) => toLinear(c / 255));
        const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        expect(luminance).toBeGreaterThan(before - 0.002);
        before = luminance;
      }
    }
  });

  it('clamp outside 0 … 1, and fall back to mako for an unknown id', () => {
    expect(colorOf('mako', 7)).toEqual(colorOf('mako', 1));
    expect(colorOf('mako', -7)).toEqual(colorOf('mako', 0));
    expect(colormapOf('rainbow')).toBe('mako');
  });

  it('round-trip sRGB and fill a table', () => {
    for (const c of [0, 0.02, 0.5, 1]) expect(fromLinear(toLinear(c))).toBeCloseTo(c, 10);
    const table = colorTable('viridis', 10);
    expect([...table.subarray(36)]).toEqual([0xfd, 0xe7, 0x25, 255]);
    expect(cssGradientOf('viridis')).toContain('rgb(253 231 37) 100.0%');
  });
});
