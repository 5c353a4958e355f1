import { optimizers } from '../../catalog/optimizers';
import type { ParamSpec, ParamSpecs, ParamValue } from '../../catalog/params';
import type { Registry } from '../../catalog/registry';
import { schedules } from '../../catalog/schedules';
import { RUN_FIELDS } from '../fields';
import type { Recipe, Run } from '../recipe';
import { choose } from '../recipe-defaults';
import { type Setting, valueSetting } from './setting';

/** Settings of training. An address says each for all runs of a pane: runs that differ in one have no text for it. */
export const RUN_SETTINGS: readonly Setting<Recipe>[] = [
  ofRuns(choice('optimizer', optimizers)),
  ofRuns(param('momentum', 'optimizer', optimizers, 'momentum')),
  ofRuns(param('nesterov', 'optimizer', optimizers, 'nesterov')),
  ofRuns(param('beta1', 'optimizer', optimizers, 'beta1')),
  ofRuns(param('beta2', 'optimizer', optimizers, 'beta2')),
  ofRuns(param('epsilon', 'optimizer', optimizers, 'epsilon')),
  ofRuns(param('decay', 'optimizer', optimizers, 'weightDecay')),
  ofRuns(param('decayed', 'optimizer', optimizers, 'decayScope')),
  ofRuns(choice('schedule', schedules)),
  ofRuns(param('divisor', 'schedule', schedules, 'divisor')),
  ofRuns(param('drops', 'schedule', schedules, 'drops')),
  ofRuns(param('floor', 'schedule', schedules, 'floor')),
  ofRuns(field('lr', 'learningRate')),
  ofRuns(batch(field('batch', 'batchSize'))),
  ofRuns(field('augmentation', 'augmentation')),
  ofRuns(field('epochs', 'epochs')),
  ofRuns(field('every', 'checkpointEvery')),
  ofRuns(field('seed', 'seed')),
];

function ofRuns(setting: Setting<Run>): Setting<Recipe> {
  return {
    name: setting.name,
    read(text, recipe) {
      const runs = recipe.runs.map((run) => setting.read(text, run));
      return runs.every((run) => run !== null) ? { ...recipe, runs } : null;
    },
    write(recipe) {
      const [first, ...others] = recipe.runs.map((run) => setting.write(run));
      return first !== undefined && others.every((text) => text === first) ? first : null;
    },
  };
}

function field(name: string, id: keyof typeof RUN_FIELDS): Setting<Run> {
  return valueSetting<Run>(
    name,
    RUN_FIELDS[id],
    (run) => run[id],
    (run, value) => ({ ...run, [id]: value }),
  );
}

/** The full training set is said in a word. */
function batch(setting: Setting<Run>): Setting<Run> {
  return {
    name: setting.name,
    read: (text, run) => setting.read(text === 'full' ? '0' : text, run),
    write: (run) => (run.batchSize === 0 ? 'full' : setting.write(run)),
  };
}

type Part = 'optimizer' | 'schedule';
type Entries = Registry<{ readonly id: string; readonly params: ParamSpecs }>;

/** Another entry comes with its default settings. */
function choice(part: Part, registry: Entries): Setting<Run> {
  return {
    name: part,
    read(text, run) {
      if (run[part].id === text) return run;
      return registry.has(text) ? { ...run, [part]: choose(registry, text) } : null;
    },
    write: (run) => run[part].id,
  };
}

function param(name: string, part: Part, registry: Entries, id: string): Setting<Run> {
  const spec = (run: Run): ParamSpec | null => registry.get(run[part].id).params[id] ?? null;
  return valueSetting<Run>(
    name,
    spec,
    (run) => (spec(run) ? (run[part].params[id] as ParamValue) : undefined),
    (run, value) => ({ ...run, [part]: { ...run[part], params: { ...run[part].params, [id]: value } } }),
  );
}
