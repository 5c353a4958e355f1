/** Colours of everything drawn in two dimensions; the tokens of the design, plus classes 2 … 9 in the same muted manner. */
export interface PlotTheme {
  readonly page: string;
  readonly raised: string;
  readonly line: string;
  readonly strongLine: string;
  readonly grid: string;
  readonly ink1: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly accent: string;
  readonly runs: readonly string[];
  readonly classDots: readonly string[];
  readonly classFills: readonly string[];
}

// Classes 2 … 9 were searched for: any two of the ten are at least 0.109 apart in OKLab for normal, deuteranope and protanope eyes (Machado 2009).
const LIGHT_DOTS = ['#5E5470', '#A87414', '#40B3F5', '#240A4F', '#103A14', '#5DC376', '#BE6A9C', '#7277E1', '#1C3290', '#4B5E09'];
const DARK_DOTS = ['#B9ADCF', '#E3B45C', '#964313', '#3160BA', '#93F8EB', '#57937D', '#8D7BE5', '#F1F675', '#D06E20', '#9E3679'];

const light: PlotTheme = {
  page: '#FCFCFA',
  raised: '#FFFFFF',
  line: '#E3E3DD',
  strongLine: '#CFCFC8',
  grid: '#E9E9E4',
  ink1: '#1A1D20',
  ink2: '#50565C',
  ink3: '#6A7076',
  accent: '#17616E',
  runs: ['#2458E6', '#C8430C', '#8F0F5C', '#B38A00', '#14181B', '#D670A6', '#8B78E6', '#6E2A10'],
  classDots: LIGHT_DOTS,
  classFills: ['#E4E0EA', '#F5EACF', ...LIGHT_DOTS.slice(2).map((dot) => mix(dot, '#FCFCFA', 0.8))],
};

const dark: PlotTheme = {
  page: '#15171A',
  raised: '#22262A',
  line: '#2D3136',
  strongLine: '#42474D',
  grid: '#272B2F',
  ink1: '#ECEDED',
  ink2: '#B0B5BA',
  ink3: '#91979E',
  accent: '#77C8CF',
  runs: ['#86A8FF', '#FF8E5E', '#E0559F', '#F2C94C', '#F4F5F5', '#B0522C', '#8B63F0', '#FFC2DC'],
  classDots: DARK_DOTS,
  classFills: ['#302C3B', '#41371D', ...DARK_DOTS.slice(2).map((dot) => mix(dot, '#15171A', 0.78))],
};

/** The colours of a theme. */
export function plotTheme(theme: 'light' | 'dark'): PlotTheme {
  return theme === 'light' ? light : dark;
}

/** sRGB channels, 0 … 255, of "#rrggbb". */
export function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `share` of colour b in colour a, mixed in sRGB; both and the result "#rrggbb". */
export function mix(a: string, b: string, share: number): string {
  const to = channels(b);
  const mixed = channels(a).map((from, i) => Math.round(from + (to[i] - from) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
