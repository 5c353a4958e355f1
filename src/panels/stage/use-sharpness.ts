import { useMemo } from 'react';
import { useSharpening } from '../../app/sharpening';
import { useApp } from '../../app/store';
import { type Stability, stabilityOf } from '../../experiment/stability';
import { formatLoss, formatNumber } from '../../i18n/format';
import { formatTick } from '../../views/ticks';
import type { TextTable } from '../../views/types';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { useRunNames } from '../names';
import { useText } from '../text';

/** Up to which sharpness the steps of every pane's runs are stable. */
export function useStability(): readonly (readonly Stability[])[] {
  const recipes = useApp((state) => state.document.panes);
  return useMemo(() => recipes.map((recipe) => recipe.runs.map((_, run) => stabilityOf(recipe, run))), [recipes]);
}

/** What was measured along the training of every pane's runs, as tables; none where nothing was. */
export function useSharpnessTables(): (TextTable & { readonly letter: string })[] {
  const t = useText();
  const panes = useSharpening();
  const stability = useStability();
  const results = useResults();
  const names = useRunNames();
  const head = ['epoch', 'value', 'bound', 'limit', 'loss'].map((column) => t(`sharpening.table.${column}`));
  return panes.flatMap(({ runs }, pane) =>
    runs.flatMap((points, run) => {
      const limit = stability[pane]?.[run];
      if (points.length === 0 || !limit) return [];
      const losses = new Map(results[pane]?.snapshot.curves[run]?.map(({ epoch, trainLoss }) => [epoch, trainLoss]));
      const rows = points.map(({ epoch, value, bound }) => {
        const allowed = 'reason' in limit ? '–' : formatTick(limit.limitAt(epoch));
        return [formatNumber(epoch), formatLoss(value), formatLoss(bound), allowed, formatLoss(losses.get(epoch) ?? Number.NaN)];
      });
      const caption = runs.length > 1 ? t('sharpening.tableOf', { run: names[pane]?.[run] ?? '' }) : t('sharpening.table');
      return [{ letter: letterOf(pane), caption, head, rows }];
    }),
  );
}
