import { optimizers } from '../../catalog/optimizers';
import { defaultParams, type ParamValue } from '../../catalog/params';
import { schedules } from '../../catalog/schedules';
import { MAX_CHECKPOINTS, RUN_FIELDS } from '../../experiment/fields';
import { dataShape } from '../../experiment/limits';
import type { Document, Recipe, Run } from '../../experiment/recipe';
import { type Field, paneField, paramFields, type Row, single } from './fields';

/** Step 3: how it is trained. A pane's runs differ in their seed alone here, so a setting goes to all of them. */
export function trainingRows(document: Document): Row[] {
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
  const optimizerParams = paramFields(
    'optimizer',
    document,
    (recipe) => optimizers.get(first(recipe).optimizer.id).params,
    (recipe) => first(recipe).optimizer.params,
    (recipe, params) => onRuns(recipe, (run) => ({ ...run, optimizer: { ...run.optimizer, params } })),
  );
  const schedule = ofRuns('schedule.id', 'rail.training.schedule', choiceOf('rail.training.schedule', schedules.all), {
    read: (run) => run.schedule.id,
    write: (run, id: string) => ({ ...run, schedule: { id, params: defaultParams(schedules.get(id).params) } }),
  });
  const scheduleParams = paramFields(
    'schedule',
    document,
    (recipe) => schedules.get(first(recipe).schedule.id).params,
    (recipe) => first(recipe).schedule.params,
    (recipe, params) => onRuns(recipe, (run) => ({ ...run, schedule: { ...run.schedule, params } })),
  );
  const epochs = ofRuns('epochs', RUN_FIELDS.epochs.label, RUN_FIELDS.epochs, {
    read: (run) => run.epochs,
    write: (run, value: number) => ({ ...run, epochs: value }),
  });
  const seed = paneField({
    id: 'run.seed',
    label: 'rail.training.seed',
    spec: RUN_FIELDS.seed,
    read: (recipe) => first(recipe).seed,
    write: (recipe, value: number) => ({ ...recipe, runs: recipe.runs.map((run, index) => ({ ...run, seed: value + index })) }),
  });
  return [optimizer, learningRate, ...optimizerParams, schedule, ...scheduleParams, ...batchFields(), epochs, checkpoints(), seed].map(
    (field) => single(field),
  );
}

/** The full batch is a switch; any other size a number. */
function batchFields(): Field[] {
  const full = ofRuns(
    'fullBatch',
    'rail.training.fullBatch',
    { kind: 'flag', label: 'rail.training.fullBatch', default: false },
    {
      read: (run) => run.batchSize === 0,
      write: (run, on: boolean) => ({ ...run, batchSize: on ? 0 : RUN_FIELDS.batchSize.default }),
    },
  );
  const size = paneField({
    id: 'run.batchSize',
    label: RUN_FIELDS.batchSize.label,
    spec: (recipe) => (first(recipe).batchSize === 0 ? undefined : { ...RUN_FIELDS.batchSize, min: 1, max: dataShape(recipe).train }),
    read: (recipe) => first(recipe).batchSize,
    write: (recipe, value: number) => onRuns(recipe, (run) => ({ ...run, batchSize: value })),
  });
  return [full, size];
}

function checkpoints(): Field {
  return paneField({
    id: 'run.checkpointEvery',
    label: RUN_FIELDS.checkpointEvery.label,
    spec: (recipe) => ({
      ...RUN_FIELDS.checkpointEvery,
      min: Math.ceil(first(recipe).epochs / (MAX_CHECKPOINTS - 1)),
      max: first(recipe).epochs,
    }),
    read: (recipe) => first(recipe).checkpointEvery,
    write: (recipe, value: number) => onRuns(recipe, (run) => ({ ...run, checkpointEvery: value })),
  });
}

function first(recipe: Recipe): Run {
  const run = recipe.runs[0];
  if (!run) throw new RangeError('A recipe has at least one run.');
  return run;
}

function onRuns(recipe: Recipe, change: (run: Run) => Run): Recipe {
  return { ...recipe, runs: recipe.runs.map(change) };
}

function ofRuns<T extends ParamValue>(
  id: string,
  label: string,
  spec: NonNullable<ReturnType<Field['spec']>>,
  access: { readonly read: (run: Run) => ParamValue; readonly write: (run: Run, value: T) => Run },
): Field {
  return paneField({
    id: `run.${id}`,
    label,
    spec,
    read: (recipe) => access.read(first(recipe)),
    write: (recipe, value: never) => onRuns(recipe, (run) => access.write(run, value)),
  });
}

function choiceOf(label: string, entries: readonly { readonly id: string; readonly label: string }[]) {
  return {
    kind: 'choice',
    label,
    options: entries.map(({ id, label: name }) => ({ id, label: name })),
    default: entries[0]?.id ?? '',
  } as const;
}
