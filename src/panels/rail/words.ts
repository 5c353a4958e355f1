import type { ParamSpec, ParamValue } from '../../catalog/params';
import { valuePhrase } from '../../experiment/differences';
import type { Document } from '../../experiment/recipe';
import { t } from '../../i18n';
import { messages } from '../../i18n/messages';
import { say } from '../../i18n/say';
import { settingText } from '../controls/scale';
import { differs, type Field, panesWith } from './fields';
import { presentRows, type StepSpec } from './steps';

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
  'axes.id',
  'axes.norm',
  'axes.seed',
  'grid.alpha.points',
  'shared.height',
  'grid.split',
]);
/** Choices whose options say by themselves what they are. */
const PLAIN = new Set(['net.activation', 'net.depth', 'net.size', 'net.factor', 'data.side', 'data.channels', 'grid.split', 'axes.count']);
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

/** A setting in words that stand alone: "512 points", "skips on", "scaled per filter". */
export function phrase(field: Field, document: Document, pane: number): string {
  const spec = field.spec(document, pane);
  if (!spec) return '';
  const value = field.read(document, pane);
  const own = `rail.phrase.${field.id}`;
  if (own in messages) return t(own, { value: within(valueText(spec, value)), axes: document.panes[pane]?.axes.length ?? 0 });
  if (spec.kind === 'choice') {
    const text = valueText(spec, value);
    return PLAIN.has(field.id) || field.id.endsWith('.id') ? text : t('rail.labelled', { label: within(t(field.label)), value: text });
  }
  return within(say(valuePhrase({ ...spec, label: field.label }, value)));
}

/** A label in the middle of a sentence: its first letter is small unless it is an abbreviation. */
function within(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** One line that says what a step is set to, without what differs between panes (chips tell that). */
export function summary(step: StepSpec, document: Document): string {
  const fields = presentRows(step, document)
    .flatMap((row) => row.fields)
    .filter((field) => panesWith(field, document).length === document.panes.length && !differs(field, document));
  const byId = new Map(fields.map((field) => [field.id, field]));
  const order = [...ALWAYS];
  // What kind of net comes before its settings, where it is told.
  const rank = (field: Field): number =>
    field.id === 'net.id' ? order.indexOf('data.noise') + 0.5 : ALWAYS.has(field.id) ? order.indexOf(field.id) : order.length;
  const told = fields.filter((field) => isTold(field, document)).sort((a, b) => rank(a) - rank(b));
  const parts = told.map((field) => tell(field, byId, document));
  return parts.join(t('rail.separator'));
}

function isTold(field: Field, document: Document): boolean {
  if (NEVER.has(field.id)) return false;
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
  if (other !== null) return t(`rail.together.${field.id}`, { value: own, other });
  // A switch that is on needs no "on" in a summary.
  if (field.spec(document, 0)?.kind === 'flag' && field.read(document, 0) === true) return within(t(field.label));
  return phrase(field, document, 0);
}
