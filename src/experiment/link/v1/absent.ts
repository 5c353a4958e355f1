/**
 * Settings that came after this version's dictionary was frozen: they are left out where they have these values, and a link without them means these values.
 * Literals, not defaults: what a default becomes later changes no link. Frozen.
 */
const V1_ABSENT = {
  run: { augmentation: 'none' },
  grid: { fit: false },
  view: { repeats: 1 },
  shared: { paths: false },
} as const;

type Fields = Readonly<Record<string, unknown>>;
type Change = (part: unknown, absent: Fields) => unknown;

/** The document as it travels: without the settings above where they have the values above. */
export function withoutAbsent(document: unknown): unknown {
  return changed(document, (part, absent) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).filter(([key, value]) => !Object.hasOwn(absent, key) || absent[key] !== value))
      : part,
  );
}

/** The document as it was sent: with the settings above where it lacks them. Anything that is no document stays what it is, for the parser to refuse. */
export function withAbsent(document: unknown): unknown {
  return changed(document, (part, absent) => (isObject(part) ? { ...absent, ...part } : part));
}

function changed(document: unknown, change: Change): unknown {
  if (!isObject(document)) return document;
  const { panes, shared } = document;
  return {
    ...document,
    ...(Array.isArray(panes) ? { panes: panes.map((pane) => changedPane(pane, change)) } : {}),
    ...(shared === undefined ? {} : { shared: change(shared, V1_ABSENT.shared) }),
  };
}

function changedPane(pane: unknown, change: Change): unknown {
  if (!isObject(pane)) return pane;
  const { runs, grid, view } = pane;
  return {
    ...pane,
    ...(Array.isArray(runs) ? { runs: runs.map((run) => change(run, V1_ABSENT.run)) } : {}),
    ...(grid === undefined ? {} : { grid: change(grid, V1_ABSENT.grid) }),
    ...(view === undefined ? {} : { view: change(view, V1_ABSENT.view) }),
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
