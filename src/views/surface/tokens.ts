import { type PlotTheme, plotTheme } from '../plot-theme';

/** What the surface needs of the tokens besides the colours that all plots share. */
export interface SurfaceTokens extends PlotTheme {
  readonly stem: string;
  /** Strength of the key light and of the hemisphere, the hemisphere's ground colour, opacity of the floor's bands (LOOK, "Surface"). */
  readonly key: number;
  readonly hemisphere: number;
  readonly ground: readonly [number, number, number];
  readonly floor: number;
  /** How far the floor's lines are darkened. */
  readonly floorLines: number;
}

export const TOKENS: Readonly<Record<'light' | 'dark', SurfaceTokens>> = {
  light: {
    ...plotTheme('light'),
    stem: '#11161C',
    key: 0.72,
    hemisphere: 0.6,
    ground: [0.62, 0.6, 0.58],
    floor: 0.24,
    floorLines: 0.62,
  },
  dark: {
    ...plotTheme('dark'),
    stem: '#FFFFFF',
    key: 0.66,
    hemisphere: 0.54,
    ground: [0.34, 0.33, 0.36],
    floor: 0.2,
    floorLines: 1,
  },
};
