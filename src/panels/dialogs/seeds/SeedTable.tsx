import { surfaceStatistics } from '../../../experiment/statistics';
import { formatNumber } from '../../../i18n/format';
import { letterOf } from '../../letters';
import { useText } from '../../text';
import type { CheckedPlane } from './use-seed-check';
import { roughnessText } from './words';

/** The numbers of all pictures in a table, "–" while they are not known. */
export function SeedTable({ seeds, planes }: { seeds: readonly number[]; planes: readonly CheckedPlane[] }) {
  const t = useText();
  const panes = [...new Set(planes.map(({ pane }) => pane))];
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">{t('seeds.column.seed')}</th>
          {panes.flatMap((pane) =>
            (['roughness', 'minima'] as const).map((column) => (
              <th key={`${pane} ${column}`} scope="col">
                {t(`seeds.column.${column}`, { letter: letterOf(pane) })}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {seeds.map((seed) => (
          <tr key={seed}>
            <th scope="row">{seed}</th>
            {planes
              .filter((plane) => plane.seed === seed)
              .flatMap(({ pane, landscape, complete }) => {
                const statistics = landscape && complete ? surfaceStatistics(landscape) : null;
                return [
                  <td key={`${pane} roughness`}>{statistics ? roughnessText(statistics.roughness) : '–'}</td>,
                  <td key={`${pane} minima`}>{statistics ? formatNumber(statistics.minima) : '–'}</td>,
                ];
              })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
