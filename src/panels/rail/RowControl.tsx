import { Columns2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useApp } from '../../app/store';
import type { ChoiceOption, ParamSpec, ParamValue } from '../../catalog/params';
import type { Document } from '../../experiment/recipe';
import { ChoiceMenu } from '../controls/ChoiceMenu';
import { NumberField } from '../controls/NumberField';
import { Slider } from '../controls/Slider';
import { Switch } from '../controls/Switch';
import { Word } from '../glossary/Word';
import { Letter, letterOf } from '../letters';
import { useText } from '../text';
import { differs, type Field, makeEqual, panesWith, type Row, settled, writeAll } from './fields';
import { RunSelect, runsToChoose } from './RunSelect';
import { mixedText } from './words';
import '../../styles/fields.css';

interface RowProps {
  readonly row: Row;
  readonly document: Document;
  /** The run that settings of runs are for; null for all. */
  readonly chosenRun: number | null;
}

/** One line of a step: a control for all panes, or one for each where the value differs or is about to. */
export function RowControl({ row, document, chosenRun }: RowProps) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  const noteId = useId();
  const [comparing, setComparing] = useState(false);

  const fields = row.fields.filter((field) => panesWith(field, document).length > 0);
  const panes = [...new Set(fields.flatMap((field) => panesWith(field, document)))].sort();
  const differing = fields.some((field) => differs(field, document));
  const partial = !fields.every((field) => field.shared) && panes.length < document.panes.length;
  const split = differing || comparing || partial;
  const canCompare = panes.length > 1 && fields.every((field) => !field.shared);

  const change = (field: Field, targets: readonly number[], value: ParamValue) =>
    edit((present) => settled(writeAll(field, present, targets, value)), `${field.id}@${targets.join()}@${chosenRun}`);

  const reason = fields.map((field) => firstReason(field, document, panes)).find((key) => key !== null) ?? null;
  const note = reason ?? (differing ? null : (row.note ?? aboutChosen(fields, document))) ?? null;
  const mixed = mixedNote(fields, document, split ? panes : panes.slice(0, 1), t);
  const allFlags = fields.every((field) => panes.every((pane) => field.spec(document, pane)?.kind === 'flag'));

  const stacked = fields.some(
    (field) => hasLongOption(field.spec(document, panes[0] ?? 0), t) || runsToChoose(field, document, panes[0] ?? 0) !== null,
  );
  return (
    <div className={`row ${split ? 'split' : ''} ${stacked ? 'stacked' : ''}`} data-row={fields[0]?.id}>
      <div className="row-label">
        <span>
          <Word label={row.label} />
        </span>
        {canCompare ? (
          <button
            type="button"
            className="compare"
            aria-pressed={split}
            aria-label={t(split ? 'rail.makeEqualFor' : 'rail.compareFor', { label: t(row.label) })}
            title={t(split ? 'rail.makeEqual' : 'rail.compare')}
            onClick={() => {
              if (differing) edit((present) => settled(makeEqual(row, present)));
              setComparing(!split);
            }}
          >
            <Columns2 size={13} strokeWidth={1.75} aria-hidden />
          </button>
        ) : null}
      </div>
      {split ? (
        <div className={allFlags ? 'row-panes flags' : 'row-panes'}>
          {panes.map((pane) => (
            <div className="row-pane" data-pane={pane} key={pane}>
              <Letter pane={pane} little />
              <RowFields
                row={row}
                fields={fields}
                document={document}
                pane={pane}
                named
                noteId={noteId}
                onChange={(field, value) => change(field, [pane], value)}
              />
            </div>
          ))}
        </div>
      ) : (
        <RowFields
          row={row}
          fields={fields}
          document={document}
          pane={panes[0] ?? 0}
          named={false}
          noteId={noteId}
          onChange={(field, value) => change(field, field.shared ? [0] : panesWith(field, document), value)}
        />
      )}
      {mixed ? <p className="row-note">{mixed}</p> : null}
      {note ? (
        <p className="row-note" id={noteId}>
          {t(note)}
        </p>
      ) : null}
    </div>
  );
}

/** Longest option, in characters of about 7 px, that a select beside its label shows whole. */
const OPTION_FITS = 11;

/** Whether the options need the whole width. A Chinese character is as wide as two others. */
function hasLongOption(spec: ParamSpec | undefined, t: (key: string) => string): boolean {
  if (spec?.kind !== 'choice') return false;
  return spec.options.some((option) => [...t(option.label)].reduce((width, char) => width + (char > '\u2e80' ? 2 : 1), 0) > OPTION_FITS);
}

/** What the runs have where they differ, each pane after its letter where there are several. */
function mixedNote(fields: readonly Field[], document: Document, panes: readonly number[], t: ReturnType<typeof useText>): string | null {
  const parts = fields.flatMap((field) =>
    panes.flatMap((pane) => {
      const values = mixedText(field, document, pane);
      if (values === null) return [];
      return [panes.length > 1 ? t('runs.differOf', { letter: letterOf(pane), values }) : values];
    }),
  );
  return parts.length > 0 ? t('runs.differ', { values: parts.join(t('rail.separator')) }) : null;
}

/** What the option is that all panes have, where options say so. */
function aboutChosen([field]: readonly Field[], document: Document): string | null {
  const pane = field ? panesWith(field, document)[0] : undefined;
  const spec = field && pane !== undefined ? field.spec(document, pane) : undefined;
  if (!field || pane === undefined || spec?.kind !== 'choice') return null;
  return spec.options.find(({ id }) => id === field.read(document, pane))?.about ?? null;
}

function firstReason(field: Field, document: Document, panes: readonly number[]): string | null {
  for (const pane of panes) {
    const reason = field.reason?.(document, pane) ?? null;
    if (reason !== null) return reason;
  }
  return null;
}

interface RowFieldsProps {
  readonly row: Row;
  readonly fields: readonly Field[];
  readonly document: Document;
  readonly pane: number;
  /** Whether the control's name says which pane it is for. */
  readonly named: boolean;
  readonly noteId: string;
  readonly onChange: (field: Field, value: ParamValue) => void;
}

function RowFields({ row, fields, document, pane, named, noteId, onChange }: RowFieldsProps) {
  const t = useText();
  const shown = fields.filter((field) => field.spec(document, pane) !== undefined);
  const paired = row.fields.length > 1;
  const first = shown[0]?.spec(document, pane);
  const slider = first?.kind === 'number' && hasSlider(first) && !(shown[0] && runsToChoose(shown[0], document, pane));
  const kind = paired ? 'pair' : first?.kind === 'flag' ? 'flag' : slider ? '' : 'whole';
  return (
    <div className={`row-control ${kind}`}>
      {shown.map((field, index) => {
        const spec = field.spec(document, pane) as ParamSpec;
        const label = named ? t('rail.ofPane', { label: t(field.label), letter: letterOf(pane) }) : t(field.label);
        return [
          index > 0 ? (
            <span key={`${field.id}-between`} aria-hidden="true">
              {row.between}
            </span>
          ) : null,
          <Control
            key={field.id}
            field={field}
            spec={spec}
            label={label}
            document={document}
            pane={pane}
            paired={paired}
            noteId={noteId}
            onChange={(value) => onChange(field, value)}
          />,
        ];
      })}
    </div>
  );
}

/** Seeds range over 32 bits: a slider over them would mean nothing. */
function hasSlider(spec: Extract<ParamSpec, { kind: 'number' }>): boolean {
  return spec.scale === 'log' || spec.max - spec.min <= 10_000;
}

interface ControlProps {
  readonly field: Field;
  readonly spec: ParamSpec;
  readonly label: string;
  readonly document: Document;
  readonly pane: number;
  readonly paired: boolean;
  readonly noteId: string;
  readonly onChange: (value: ParamValue) => void;
}

function Control({ field, spec, label, document, pane, paired, noteId, onChange }: ControlProps) {
  const t = useText();
  const value = field.read(document, pane);
  const reason = field.reason?.(document, pane) ?? null;
  const disabled = reason !== null;
  const describedBy = disabled ? noteId : undefined;
  if (spec.kind === 'flag') {
    return <Switch label={label} on={value === true} disabled={disabled} describedBy={describedBy} onChange={onChange} />;
  }
  if (spec.kind === 'choice') {
    const why = (option: ChoiceOption): string | null => field.optionReason?.(document, pane, option.id) ?? null;
    if (spec.options.some(({ about }) => about))
      return (
        <ChoiceMenu
          label={label}
          value={String(value)}
          choices={spec.options.map((option) => ({
            id: option.id,
            label: t(option.label),
            about: t(why(option) ?? option.about ?? ''),
            disabled: why(option) !== null,
          }))}
          disabled={disabled}
          describedBy={describedBy}
          onChange={onChange}
        />
      );
    return (
      <select
        className="select"
        aria-label={label}
        aria-describedby={describedBy}
        value={String(value)}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {spec.options.map((option) => {
          const optionReason = why(option);
          return (
            <option key={option.id} value={option.id} disabled={optionReason !== null}>
              {optionReason === null ? t(option.label) : t('rail.optionOff', { label: t(option.label), reason: t(optionReason) })}
            </option>
          );
        })}
      </select>
    );
  }
  const number = Number(value);
  const runs = runsToChoose(field, document, pane);
  if (runs)
    return <RunSelect label={label} recipe={runs} value={number} disabled={disabled} describedBy={describedBy} onChange={onChange} />;
  if (paired || !hasSlider(spec)) {
    return <NumberField label={label} spec={spec} value={number} boxed disabled={disabled} describedBy={describedBy} onChange={onChange} />;
  }
  return (
    <>
      <Slider label={label} spec={spec} value={number} disabled={disabled} onChange={onChange} />
      <NumberField label={label} spec={spec} value={number} disabled={disabled} describedBy={describedBy} onChange={onChange} />
    </>
  );
}
