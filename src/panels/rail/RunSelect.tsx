import type { Document, Recipe } from '../../experiment/recipe';
import { runNames } from '../../experiment/run-names';
import { say } from '../../i18n/say';
import type { Field } from './fields';

/** Settings whose number is that of a run. */
const OF_RUNS = new Set(['rail.directions.originRun', 'directions.param.run']);

/** The recipe whose runs a setting chooses from by their names; null where it chooses none, or there is no choice. */
export function runsToChoose(field: Field, document: Document, pane: number): Recipe | null {
  const recipe = document.panes[pane];
  return recipe && recipe.runs.length > 1 && OF_RUNS.has(field.label) ? recipe : null;
}

interface Props {
  readonly label: string;
  readonly recipe: Recipe;
  /** From 1. */
  readonly value: number;
  readonly disabled: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (run: number) => void;
}

/** One run of a pane, chosen by its number and name. */
export function RunSelect({ label, recipe, value, disabled, describedBy, onChange }: Props) {
  return (
    <select
      className="select"
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    >
      {runNames(recipe)
        .map((name, run) => `${run + 1} · ${say(name)}`)
        .map((name, run) => (
          <option key={name} value={run + 1}>
            {name}
          </option>
        ))}
    </select>
  );
}
