import type { ParamSpec, ParamValue } from '../../catalog/params';
import { valuePhrase } from '../../experiment/differences';
import type { Document } from '../../experiment/recipe';
import { runNames } from '../../experiment/run-names';
import { t } from '../../i18n';
import { messages } from '../../i18n/messages';
import { say } from '../../i18n/say';
import { settingText } from '../controls/scale';
import { axisOfField, axisWords, bothAxesWords, isKindOfAxis } from './axis-words';
import { differs, type Field, mixedValues, panesWith } from './fields';
import { presentRows, type StepSpec } from './steps';
import { RUNS_ROW } from './training-rows';

/** Fields that a summary always tells; others only where they are not at their default. */
const ALWAYS = new Set([
  'data.id',
  'data.points',
  'data.noise',
  'net.depth',
  'net.width',
  'net.activation',
  'net.batchNorm',
  'run.optimizer.id',
  'run.batchSize',
  'run.epochs',
  'axes.0.id',
  'axes.1.id',
  'axes.norm',
  'axes.seed',
  'grid.alpha.points',
  'shared.height',
  'grid.split',
]);
/** Choices whose options say by themselves what they are. */
const PLAIN = new Set([
  'net.activation',
  'net.depth',
  'net.size',
  'net.factor',
  'data.side',
  'data.channels',
  'run.augmentation',
  'grid.split',
  'axes.count',
]);
/** Told together with another field, or not worth a summary. */
const NEVER = new Set([
  'net.width',
  'run.learningRate',
  'run.checkpointEvery',
  'grid.beta.points',
  'grid.allSamples',
  'grid.alpha.min',
  'grid.beta.min',
  'shared.automaticCap',
  'shared.sharedScale',
  'shared.paths',
  'view.boundaryInput0',
  'view.boundaryInput1',
  'data.seed',
  'run.seed',
]);

/** A value in words, without what it is called: "ReLU", "0.003", "on". */
function valueText(spec: ParamSpec, value: ParamValue): string {
  if (spec.kind === 'flag') return t(value ? 'rail.on' : 'rail.off');
  if (spec.kind === 'number') return settingText(Number(value));
  const option = spec.options.find(({ id }) => id === value);
  return option ? t(option.label) : String(value);
}

/** The values of a pane's runs in words, "64 / 512 / 64", where they differ; null where they do not. */
export function mixedText(field: Field, document: Document, pane: number): string | null {
  const spec = field.spec(document, pane);
  return spec
    ? (mixedValues(field, document, pane)
        ?.map((value) => valueText(spec, value))
        .join(' / ') ?? null)
    : null;
}

/** A setting in words that stand alone: "512 points", "skips on", "scaled per filter". */
export function phrase(field: Field, document: Document, pane: number): string {
  const spec = field.spec(document, pane);
  if (!spec) return '';
  const mixed = mixedText(field, document, pane);
  if (mixed) return t('rail.labelled', { label: within(t(field.label)), value: mixed });
  const value = field.read(document, pane);
  const ofValue = `rail.phrase.${field.id}.${String(value)}`;
  if (ofValue in messages) return t(ofValue);
  const own = `rail.phrase.${areAlike(document, pane) && field.id === 'axes.0.id' ? axesKey(document, pane) : field.id}`;
  if (own in messages) return t(own, { value: within(valueText(spec, value)), axes: document.panes[pane]?.axes.length ?? 0 });
  if (spec.kind === 'choice') {
    const text = valueText(spec, value);
    return PLAIN.has(field.id) || field.id.endsWith('.id') ? text : t('rail.labelled', { label: within(t(field.label)), value: text });
  }
  return within(say(valuePhrase({ ...spec, label: field.label }, value)));
}

/** Whether both axes of a pane, or its only one, are of one kind. */
function areAlike(document: Document, pane: number): boolean {
  const [first, ...others] = document.panes[pane]?.axes ?? [];
  return others.every(({ id }) => id === first?.id);
}

/** What two axes of one kind are called together, where a number before their kind does not say it. */
function axesKey(document: Document, pane: number): string {
  const axes = document.panes[pane]?.axes ?? [];
  const together = `axes.${axes[0]?.id}`;
  return axes.length > 1 && `rail.phrase.${together}` in messages ? together : 'axes.id';
}

/** A label in the middle of a sentence: its first letter is small unless it is an abbreviation. */
function within(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** One line that says what a step is set to, without what differs between panes (chips tell that). */
export function summary(step: StepSpec, document: Document): string {
  const fields = presentRows(step, document)
    .flatMap((row) => row.fields)
    .filter((field) => panesWith(field, document).length === document.panes.length && !differs(field, document))
    .filter((field) => !mixedValues(field, document, 0));
  const byId = new Map(fields.map((field) => [field.id, field]));
  const order = [...ALWAYS];
  // What kind of net comes before its settings, where it is told.
  const rank = (field: Field): number =>
    field.id === RUNS_ROW
      ? -1
      : field.id === 'net.id'
        ? order.indexOf('data.noise') + 0.5
        : ALWAYS.has(field.id)
          ? order.indexOf(field.id)
          : order.length;
  const ways = axisWays(step, document, byId);
  const told = fields
    .filter((field) => {
      const axis = axisOfField(field);
      return axis !== null && ways[axis] !== null ? isKindOfAxis(field) && ways[axis] !== '' : isTold(field, document);
    })
    .sort((a, b) => rank(a) - rank(b));
  return told.map((field) => ways[axisOfField(field) ?? 2] ?? tell(field, byId, document)).join(t('rail.separator'));
}

/**
 * For each axis the words that tell its kind and its settings in one go, where all panes have the same and there is more to say than the kind; "" where
 * the first axis's words tell the second too; null elsewhere.
 */
function axisWays(step: StepSpec, document: Document, same: ReadonlyMap<string, Field>): (string | null)[] {
  const fields = presentRows(step, document).flatMap((row) => row.fields);
  const ways = ([0, 1] as const).map((axis) =>
    fields.every((field) => same.has(field.id) || axisOfField(field) !== axis) ? axisWords(document.panes[0], axis) : null,
  );
  const both = ways.includes(null) ? null : bothAxesWords(document.panes[0]);
  return both === null ? ways : [both, ''];
}

function isTold(field: Field, document: Document): boolean {
  if (NEVER.has(field.id) || (field.id === 'axes.1.id' && areAlike(document, 0))) return false;
  if (ALWAYS.has(field.id)) {
    const spec = field.spec(document, 0);
    return spec?.kind !== 'flag' || field.read(document, 0) === true;
  }
  const spec = field.spec(document, 0);
  return spec !== undefined && field.read(document, 0) !== spec.default;
}

/** Some settings are told with their neighbour, as a person would say them. */
function tell(field: Field, byId: ReadonlyMap<string, Field>, document: Document): string {
  const valueTextOf = (id: string): string | null => {
    const other = byId.get(id);
    const spec = other?.spec(document, 0);
    return other && spec ? valueText(spec, other.read(document, 0)) : null;
  };
  const own = valueTextOf(field.id) ?? '';
  const together = { 'net.depth': 'net.width', 'run.optimizer.id': 'run.learningRate', 'grid.alpha.points': 'grid.beta.points' }[field.id];
  const other = together ? valueTextOf(together) : null;
  if (other !== null) return t(`rail.together.${field.id}`, { value: own, other, count: Number(field.read(document, 0)) });
  if (field.id === RUNS_ROW) {
    const [names, ...others] = document.panes.map((recipe) => runNames(recipe).map(say).join(' / '));
    const count = phrase(field, document, 0);
    return others.every((other) => other === names) ? t('rail.labelled', { label: count, value: names ?? '' }) : count;
  }
  // A switch that is on needs no "on" in a summary.
  if (field.spec(document, 0)?.kind === 'flag' && field.read(document, 0) === true) return within(t(field.label));
  return phrase(field, document, 0);
}
