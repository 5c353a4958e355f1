import { type PlotTheme, plotTheme } from '../plot-theme';

/** What the surface needs of the tokens besides the colours that all plots share. */
export interface SurfaceTokens extends PlotTheme {
  /** Strength of the key light and of the hemisphere, the hemisphere's ground colour, opacity of the floor's bands (LOOK, "Surface"). */
  readonly key: number;
  readonly hemisphere: number;
  readonly ground: readonly [number, number, number];
  readonly floor: number;
  /** How far the floor's lines are darkened. */
  readonly floorLines: number;
  /** Colour (sRGB, 0 … 1) and opacity of the shadow on the floor, and brightness of the line on the border. */
  readonly shadow: readonly [number, number, number];
  readonly shadowStrength: number;
  readonly edge: number;
}

export const TOKENS: Readonly<Record<'light' | 'dark', SurfaceTokens>> = {
  light: {
    ...plotTheme('light'),
    key: 1.02,
    hemisphere: 0.4,
    ground: [0.3, 0.37, 0.52],
    floor: 0.24,
    floorLines: 0.62,
    shadow: [0.1, 0.14, 0.22],
    shadowStrength: 0.3,
    edge: 1,
  },
  dark: {
    ...plotTheme('dark'),
    key: 0.96,
    hemisphere: 0.34,
    ground: [0.14, 0.2, 0.32],
    floor: 0.2,
    floorLines: 1,
    shadow: [0.012, 0.014, 0.02],
    shadowStrength: 0.62,
    edge: 0.9,
  },
};
