import { surfaceStatistics } from '../../../experiment/statistics';
import { formatPercent } from '../../../i18n/format';
import type { HeightScale } from '../../../views/types';
import { Letter, letterOf } from '../../letters';
import { useText } from '../../text';
import { SeedMap } from './SeedMap';
import type { CheckedPlane } from './use-seed-check';
import { roughnessText } from './words';

interface Props {
  readonly seed: number;
  /** The planes of this seed, panes in order. */
  readonly planes: readonly CheckedPlane[];
  /** Of each pane of the document. */
  readonly scales: readonly HeightScale[];
  readonly colormap: string;
  readonly theme: 'light' | 'dark';
  /** Its directions are those on the page. */
  readonly present: boolean;
  readonly onChoose: () => void;
}

/** One seed: a small map of every pane, its roughness and minima. Pressed, it becomes the seed of the page. */
export function SeedCard({ seed, planes, scales, colormap, theme, present, onChoose }: Props) {
  const t = useText();
  const figures = planes.map((plane) => figuresOf(plane, t));
  const spoken = planes.map(({ pane }, i) => {
    const text = figures[i]?.join(t('shell.comma')) ?? '';
    return planes.length > 1 ? t('seeds.ofPane', { letter: letterOf(pane), text }) : text;
  });
  return (
    <button
      type="button"
      className="seed-card"
      {...(present ? { 'aria-current': true } : {})}
      aria-label={t(present ? 'seeds.presentIs' : 'seeds.use', { seed, figures: spoken.join('. ') })}
      onClick={onChoose}
    >
      <span className="seed-head">
        <b>{t('seeds.seed', { seed })}</b>
        {present ? <em>{t('seeds.present')}</em> : null}
      </span>
      <span className="seed-planes">
        {planes.map(({ pane, landscape }, i) => {
          const scale = scales[pane];
          return (
            <span key={pane} className="seed-plane" data-plane={pane}>
              {scale ? <SeedMap landscape={landscape} scale={scale} colormap={colormap} theme={theme} /> : null}
              <span className="seed-figures">
                {planes.length > 1 ? <Letter pane={pane} little /> : null}
                <span>
                  {figures[i]?.map((figure) => (
                    <span key={figure}>{figure}</span>
                  ))}
                </span>
              </span>
            </span>
          );
        })}
      </span>
    </button>
  );
}

function figuresOf({ landscape, complete }: CheckedPlane, t: ReturnType<typeof useText>): string[] {
  if (!landscape) return [t('seeds.waiting')];
  const statistics = complete ? surfaceStatistics(landscape) : null;
  if (statistics)
    return [t('seeds.roughness', { roughness: roughnessText(statistics.roughness) }), t('seeds.minima', { count: statistics.minima })];
  const done = landscape.done.reduce((sum, mark) => sum + (mark > 0 ? 1 : 0), 0);
  return [t('seeds.coming', { percent: formatPercent(done / landscape.done.length, 0) })];
}
