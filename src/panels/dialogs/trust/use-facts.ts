import { useApp } from '../../../app/store';
import { inView } from '../../../experiment/range';
import { trustFacts } from '../../../experiment/trust';
import { sayAlone } from '../../../i18n/say';
import { useResults } from '../../app';
import { useScales } from '../../stage/use-scales';

/** A fact in words; `pane` null where it holds for all of them. */
export interface FactText {
  readonly id: string;
  readonly texts: readonly { readonly pane: number | null; readonly text: string }[];
}

/** What is known of the pictures on screen, fact by fact. */
export function useTrustFacts(): readonly FactText[] {
  const document = useApp((state) => inView(state.document));
  // Chinese full stops bring their own space.
  const gap = useApp((state) => (state.language === 'zh' ? '' : ' '));
  const results = useResults();
  const scales = useScales();
  const panes = document.panes.map((_, pane) => {
    const scale = scales[pane];
    const landscape = results[pane]?.snapshot.landscape ?? null;
    return trustFacts(document, pane, { landscape, cut: scale?.cut ? scale.max : null });
  });
  const ids = [...new Set(panes.flatMap((facts) => facts.map(({ id }) => id)))];
  return ids.map((id) => {
    const texts = panes.flatMap((facts, pane) => {
      const fact = facts.find((each) => each.id === id);
      return fact ? [{ pane, text: fact.sentences.map(sayAlone).join(gap) }] : [];
    });
    const [first] = texts;
    const agree = texts.length === panes.length && texts.every(({ text }) => text === first?.text);
    return { id, texts: agree && first ? [{ pane: null, text: first.text }] : texts };
  });
}
