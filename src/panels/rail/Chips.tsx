import type { Document } from '../../experiment/recipe';
import { Letter } from '../letters';
import { useText } from '../text';
import { differs, panesWith } from './fields';
import { SkipGlyph } from './SkipGlyph';
import { presentRows, type StepSpec } from './steps';
import { phrase } from './words';

/** What differs between the panes on a step: one chip for each pane and value. */
export function Chips({ step, document }: { step: StepSpec; document: Document }) {
  useText();
  const fields = presentRows(step, document)
    .flatMap((row) => row.fields)
    .filter((field) => differs(field, document));
  if (fields.length === 0) return null;
  return (
    <ul className="chips">
      {fields.flatMap((field) =>
        panesWith(field, document).map((pane) => (
          <li className="chip" data-pane={pane} key={`${field.id}-${pane}`}>
            <Letter pane={pane} />
            <span className="chip-text">
              {field.id === 'net.skips' ? <SkipGlyph on={field.read(document, pane) === true} /> : null}
              {phrase(field, document, pane)}
            </span>
          </li>
        )),
      )}
    </ul>
  );
}
