import { GRID_FIELDS, RUN_FIELDS, SHARED_FIELDS, VIEW_FIELDS } from '../fields';
import type { Document } from '../recipe';

/**
 * A document without the settings that came after link version 1 where they are at their default, which reading them gives back. The version's frozen
 * dictionary does not know them, so they would cost a recipe's link half its length.
 */
export function withoutLaterDefaults({ panes, shared, ...document }: Document): unknown {
  return {
    ...document,
    panes: panes.map(({ runs, grid, view, ...pane }) => ({
      ...pane,
      runs: runs.map(({ augmentation, ...run }) => ({ ...run, ...unless(RUN_FIELDS.augmentation.default, { augmentation }) })),
      grid: lean(grid),
      view: leanView(view),
    })),
    shared: leanShared(shared),
  };
}

function lean({ fit, ...grid }: Document['panes'][number]['grid']): unknown {
  return { ...grid, ...unless(GRID_FIELDS.fit.default, { fit }) };
}

function leanView({ repeats, ...view }: Document['panes'][number]['view']): unknown {
  return { ...view, ...unless(VIEW_FIELDS.repeats.default, { repeats }) };
}

function leanShared({ paths, ...shared }: Document['shared']): unknown {
  return { ...shared, ...unless(SHARED_FIELDS.paths.default, { paths }) };
}

/** The one field, unless it has that value. */
function unless<T extends object>(usual: unknown, field: T): T | Record<string, never> {
  return Object.values(field)[0] === usual ? {} : field;
}
