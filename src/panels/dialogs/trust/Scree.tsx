import { useText } from '../../text';
import { type ScreeOfPane, sumOf } from './scree-bars';

const [WIDTH, HEIGHT, FOOT, HEAD] = [360, 132, 20, 16];
/** Axes whose cumulative share is said. */
const TOGETHER = 5;

/** Bars of the principal axes' shares, those of the picture dark, each with a line at the share that a random walk would give; and the sums in words. */
export function Scree({ scree: { shares, byChance, axes } }: { scree: ScreeOfPane }) {
  const t = useText();
  const step = WIDTH / shares.length;
  const top = Math.max(...shares, ...(byChance ?? []));
  const heightOf = (share: number): number => (Math.max(0, share) / top) * HEIGHT;
  const first = Array.from({ length: TOGETHER }, (_, component) => component);
  const list = (values: readonly number[]): string => values.map((share) => `${percentOf(share)} %`).join(', ');
  const label = [
    t('trust.scree.label', { shares: list(shares) }),
    ...(byChance ? [t('trust.scree.labelWalk', { shares: list(byChance) })] : []),
  ].join('; ');
  const sums = (components: readonly number[], key: string): string[] => [
    t(key, { count: components.length, percent: percentOf(sumOf(shares, components)) }),
    ...(byChance ? [t('trust.scree.byChance', { percent: percentOf(sumOf(byChance, components)) })] : []),
  ];
  return (
    <>
      <svg className="scree" viewBox={`0 0 ${WIDTH} ${HEAD + HEIGHT + FOOT}`} role="img" aria-label={label}>
        <line className="base" x1={0} x2={WIDTH} y1={HEAD + HEIGHT} y2={HEAD + HEIGHT} />
        {shares.map((share, component) => {
          const middle = (component + 0.5) * step;
          const y = HEAD + HEIGHT - heightOf(share);
          const walk = byChance?.[component];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a component is its place.
            <g key={component} data-shown={axes.includes(component)}>
              <rect x={middle - 0.34 * step} width={0.68 * step} y={y} height={heightOf(share)} />
              {walk === undefined ? null : (
                <line
                  className="walk"
                  x1={middle - 0.46 * step}
                  x2={middle + 0.46 * step}
                  y1={HEAD + HEIGHT - heightOf(walk)}
                  y2={HEAD + HEIGHT - heightOf(walk)}
                />
              )}
              <text x={middle} y={Math.min(y, walk === undefined ? y : HEAD + HEIGHT - heightOf(walk)) - 4}>
                {percentOf(share)}
              </text>
              <text className="axis" x={middle} y={HEAD + HEIGHT + 15}>
                {component + 1}
              </text>
            </g>
          );
        })}
      </svg>
      <p>{[...sums(axes, 'trust.scree.shown'), ...(shares.length > TOGETHER ? sums(first, 'trust.scree.first') : [])].join(' ')}</p>
    </>
  );
}

/** A share in per cent to two digits, one below 10 %. */
function percentOf(share: number): string {
  const percent = 100 * share;
  return percent >= 9.95 ? percent.toFixed(0) : percent.toFixed(percent < 0.95 ? 1 : 0);
}
