import { useText } from '../text';
import './explanations';
import { TERMS } from './terms';
import { paperPlace } from './Word';

/** Every word of the field with its sentence, from the net to its picture. */
export function TermList() {
  const t = useText();
  return (
    <dl className="terms">
      {TERMS.map(({ id, paper }) => (
        <div key={id}>
          <dt>{t(`glossary.${id}`)}</dt>
          <dd>
            {t(`glossary.${id}.about`)} {paper ? <small>{paperPlace(paper, t)}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
