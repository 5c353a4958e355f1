import type { Document } from '../../experiment/recipe';
import { Letter } from '../letters';
import { useText } from '../text';
import { differs, type Field, panesWith } from './fields';
import { SkipGlyph } from './SkipGlyph';
import { presentRows, type StepSpec } from './steps';
import { phrase } from './words';

/** What differs between the panes on a step: one chip for each value, with the letters of the panes that have it. */
export function Chips({ step, document }: { step: StepSpec; document: Document }) {
  useText();
  const fields = presentRows(step, document)
    .flatMap((row) => row.fields)
    .filter((field) => differs(field, document));
  if (fields.length === 0) return null;
  return (
    <ul className="chips">
      {fields.flatMap((field) =>
        byValue(field, document).map(({ first, panes, text }) => (
          <li className="chip" data-pane={panes.length === 1 ? first : undefined} key={`${field.id}-${first}`}>
            {panes.map((pane) => (
              <Letter key={pane} pane={pane} />
            ))}
            <span className="chip-text">
              {field.id === 'net.skips' ? <SkipGlyph on={field.read(document, first) === true} /> : null}
              {text}
            </span>
          </li>
        )),
      )}
    </ul>
  );
}

/** The panes in groups of the same value, in order of their first. */
function byValue(field: Field, document: Document): { first: number; panes: number[]; text: string }[] {
  const groups: { first: number; panes: number[]; text: string }[] = [];
  for (const pane of panesWith(field, document)) {
    const text = phrase(field, document, pane);
    const group = groups.find((known) => known.text === text);
    if (group) group.panes.push(pane);
    else groups.push({ first: pane, panes: [pane], text });
  }
  return groups;
}
