import type { Point } from './types';

// Input as WebDriver describes it, classic and BiDi alike: https://www.w3.org/TR/webdriver2/#actions

const KEYS: Readonly<Record<string, string>> = {
  Enter: '\ue007',
  Escape: '\ue00c',
  Tab: '\ue004',
  ArrowRight: '\ue014',
  ArrowLeft: '\ue012',
};

type Source = Readonly<Record<string, unknown>>;

const pointer = (actions: readonly Source[]): readonly Source[] => [
  { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions },
];
const move = ({ x, y }: Point, duration = 0): Source => ({
  type: 'pointerMove',
  x: Math.round(x),
  y: Math.round(y),
  duration,
  origin: 'viewport',
});
const down: Source = { type: 'pointerDown', button: 0 };
const up: Source = { type: 'pointerUp', button: 0 };

export function clickActions(at: Point): readonly Source[] {
  return pointer([move(at), down, up]);
}

export function dragActions(from: Point, to: Point): readonly Source[] {
  const steps = Array.from({ length: 8 }, (_, i) => (i + 1) / 8);
  const between = (t: number): Point => ({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t });
  return pointer([move(from), down, ...steps.map((t) => move(between(t), 16)), up]);
}

export function keyActions(key: string): readonly Source[] {
  const value = KEYS[key] ?? key;
  if ([...value].length !== 1) throw new Error(`The key ${key} has no code here.`);
  return [
    {
      type: 'key',
      id: 'keyboard',
      actions: [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ],
    },
  ];
}
