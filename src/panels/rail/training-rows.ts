import { optimizers } from '../../catalog/optimizers';
import { defaultParams, type ParamSpec, type ParamSpecs, type ParamValue, type ParamValues } from '../../catalog/params';
import { schedules } from '../../catalog/schedules';
import { MAX_CHECKPOINTS, MAX_RUNS, RUN_FIELDS } from '../../experiment/fields';
import { dataShape, hasImages } from '../../experiment/limits';
import type { Document, Recipe, Run } from '../../experiment/recipe';
import { type Field, paneField, type Row, single } from './fields';
import { addRun, chosenRuns, firstChosen, onRuns, removeRun, shiftedSeed } from './runs';

/** Id of the row that lists the runs. */
export const RUNS_ROW = 'run.count';

/** Step 3: how it is trained. Settings are those of all runs of a pane, or of the run that is chosen. */
export function trainingRows(document: Document, chosen: number | null = null): Row[] {
  const { ofRuns, paramsOfRuns } = runFields(document, chosen);
  const optimizer = ofRuns('optimizer.id', 'rail.training.optimizer', choiceOf('rail.training.optimizer', optimizers.all), {
    read: (run) => run.optimizer.id,
    write: (run, id: string) => {
      const spec = optimizers.get(id);
      return { ...run, optimizer: { id, params: defaultParams(spec.params) }, learningRate: spec.typicalRate };
    },
  });
  const learningRate = ofRuns('learningRate', RUN_FIELDS.learningRate.label, RUN_FIELDS.learningRate, {
    read: (run) => run.learningRate,
    write: (run, value: number) => ({ ...run, learningRate: value }),
  });
  const optimizerParams = paramsOfRuns('optimizer', (run) => optimizers.get(run.optimizer.id).params);
  const schedule = ofRuns('schedule.id', 'rail.training.schedule', choiceOf('rail.training.schedule', schedules.all), {
    read: (run) => run.schedule.id,
    write: (run, id: string) => ({ ...run, schedule: { id, params: defaultParams(schedules.get(id).params) } }),
  });
  const scheduleParams = paramsOfRuns('schedule', (run) => schedules.get(run.schedule.id).params);
  const full = ofRuns(
    'fullBatch',
    'rail.training.fullBatch',
    { kind: 'flag', label: 'rail.training.fullBatch', default: false },
    {
      read: (run) => run.batchSize === 0,
      write: (run, on: boolean) => ({ ...run, batchSize: on ? 0 : RUN_FIELDS.batchSize.default }),
    },
  );
  // The full batch is a switch; any other size a number.
  const size = ofRuns(
    'batchSize',
    RUN_FIELDS.batchSize.label,
    (runs, recipe) =>
      runs.some((run) => run.batchSize === 0) ? undefined : { ...RUN_FIELDS.batchSize, min: 1, max: dataShape(recipe).train },
    { read: (run) => run.batchSize, write: (run, value: number) => ({ ...run, batchSize: value }) },
  );
  const augmentation = ofRuns(
    'augmentation',
    RUN_FIELDS.augmentation.label,
    (_, recipe) => (hasImages(recipe) ? RUN_FIELDS.augmentation : undefined),
    { read: (run) => run.augmentation, write: (run, value: Run['augmentation']) => ({ ...run, augmentation: value }) },
  );
  const epochs = ofRuns('epochs', RUN_FIELDS.epochs.label, RUN_FIELDS.epochs, {
    read: (run) => run.epochs,
    write: (run, value: number) => ({ ...run, epochs: value }),
  });
  const checkpoints = ofRuns(
    'checkpointEvery',
    RUN_FIELDS.checkpointEvery.label,
    (runs) => ({
      ...RUN_FIELDS.checkpointEvery,
      min: Math.max(...runs.map((run) => Math.ceil(run.epochs / (MAX_CHECKPOINTS - 1)))),
      max: Math.min(...runs.map((run) => run.epochs)),
    }),
    { read: (run) => run.checkpointEvery, write: (run, value: number) => ({ ...run, checkpointEvery: value }) },
  );
  const seed = ofRuns('seed', 'rail.training.seed', RUN_FIELDS.seed, {
    read: (run) => run.seed,
    // Runs that differ in their seeds go on to.
    write: (run, value: number, first) => ({ ...run, seed: shiftedSeed(run.seed, value - first.seed) }),
  });
  const rates = [learningRate, ...optimizerParams, schedule, ...scheduleParams];
  return [runCount, optimizer, ...rates, full, size, augmentation, epochs, checkpoints, seed].map((field) => single(field));
}

const runCount: Field = paneField({
  id: RUNS_ROW,
  label: 'catalog.field.runs',
  spec: { kind: 'number', label: 'catalog.field.runs', min: 1, max: MAX_RUNS, default: 1, integer: true },
  read: (recipe) => recipe.runs.length,
  write(recipe, count: number) {
    let changed = recipe;
    while (changed.runs.length < count) changed = addRun(changed);
    while (changed.runs.length > count) changed = removeRun(changed, changed.runs.length - 1);
    return changed;
  },
});

interface Access<T> {
  readonly read: (run: Run) => ParamValue;
  /** `first` is the run whose value the control shows. */
  readonly write: (run: Run, value: T, first: Run) => Run;
}

type SpecOfRuns = ParamSpec | ((runs: readonly Run[], recipe: Recipe) => ParamSpec | undefined);

/** Makers of fields that belong to all runs of a pane, or to the chosen one: a pane without that run has no such field. */
function runFields(document: Document, chosen: number | null) {
  const ofRuns = <T extends ParamValue>(id: string, label: string, spec: SpecOfRuns, { read, write }: Access<T>): Field =>
    paneField({
      id: `run.${id}`,
      label,
      spec(recipe) {
        const runs = chosenRuns(recipe, chosen);
        return runs.length === 0 ? undefined : typeof spec === 'function' ? spec(runs, recipe) : spec;
      },
      read: (recipe) => read(firstChosen(recipe, chosen)),
      each: (recipe) => chosenRuns(recipe, chosen).map(read),
      write: (recipe, value: never) => onRuns(recipe, chosen, (run) => write(run, value, firstChosen(recipe, chosen))),
    });

  /** Settings of the catalog entries that runs chose: those that all of the runs have. */
  const paramsOfRuns = (part: 'optimizer' | 'schedule', specsOf: (run: Run) => ParamSpecs): Field[] => {
    const labels = new Map<string, string>();
    for (const recipe of document.panes)
      for (const run of recipe.runs) for (const [id, spec] of Object.entries(specsOf(run))) if (!labels.has(id)) labels.set(id, spec.label);
    const specIn = (run: Run, id: string): ParamSpec | undefined => {
      const spec = specsOf(run)[id];
      return spec?.when && !spec.when(run[part].params) ? undefined : spec;
    };
    return [...labels].map(([id, label]) => ({
      ...ofRuns(id, label, (runs) => (runs.every((run) => specIn(run, id)) ? specIn(runs[0] as Run, id) : undefined), {
        read: (run) => run[part].params[id] as ParamValue,
        write: (run, value: ParamValue) => ({
          ...run,
          [part]: { ...run[part], params: { ...run[part].params, [id]: value } as ParamValues },
        }),
      }),
      id: `${part}.${id}`,
    }));
  };
  return { ofRuns, paramsOfRuns };
}

function choiceOf(label: string, entries: readonly { readonly id: string; readonly label: string }[]) {
  return {
    kind: 'choice',
    label,
    options: entries.map(({ id, label: name }) => ({ id, label: name })),
    default: entries[0]?.id ?? '',
  } as const;
}
