/** The tokens of LOOK.md that the canvas and the overlay need as values; the page's style sheet has the same ones as variables. */
export interface PlotTokens {
  readonly page: string;
  readonly raised: string;
  readonly grid: string;
  readonly edge: string;
  readonly ink1: string;
  readonly ink2: string;
  readonly stem: string;
  readonly accent: string;
  /** Strength of the key light and the hemisphere, its ground colour, opacity of the floor's bands. */
  readonly key: number;
  readonly hemisphere: number;
  readonly ground: readonly [number, number, number];
  readonly floor: number;
}

export const TOKENS: Readonly<Record<'light' | 'dark', PlotTokens>> = {
  light: {
    page: '#FCFCFA',
    raised: '#FFFFFF',
    grid: '#E9E9E4',
    edge: '#CFCFC8',
    ink1: '#1A1D20',
    ink2: '#50565C',
    stem: '#11161C',
    accent: '#17616E',
    key: 0.72,
    hemisphere: 0.6,
    ground: [0.62, 0.6, 0.58],
    floor: 0.24,
  },
  dark: {
    page: '#15171A',
    raised: '#22262A',
    grid: '#272B2F',
    edge: '#42474D',
    ink1: '#ECEDED',
    ink2: '#B0B5BA',
    stem: '#FFFFFF',
    accent: '#77C8CF',
    key: 0.66,
    hemisphere: 0.54,
    ground: [0.34, 0.33, 0.36],
    floor: 0.2,
  },
};
