import { useCallback, useEffect, useRef, useState } from 'react';
import { useApp } from '../app/store';
import { addTexts } from '../i18n';
import { announce } from '../i18n/messages/announce';
import { announcement, type Heard, probeWords } from './announcements';
import { useResults } from './app';
import { useHeadline } from './headline-text';
import { useText } from './text';

addTexts(announce);

/** Milliseconds without another change before something is said: a held arrow key would be talked over. */
const SETTLES = 500;

/** Says for screen readers what the page shows: that training started, is done or failed, the headline, and the numbers under the pin. */
export function Announcer() {
  const run = useRunWords();
  const probe = useProbeWords();
  return (
    <div className="unseen">
      <p aria-live="polite" aria-atomic="true">
        {run}
      </p>
      <p aria-live="polite" aria-atomic="true">
        {probe}
      </p>
    </div>
  );
}

/** What was said last; nothing once the page speaks another language. */
function useWords(): readonly [string, (words: string) => void] {
  const language = useApp((state) => state.language);
  const [said, setSaid] = useState({ words: '', language });
  const say = useCallback((words: string) => setSaid({ words, language }), [language]);
  return [said.language === language ? said.words : '', say];
}

function useRunWords(): string {
  const t = useText();
  const run = useApp((state) => state.run.kind);
  const panes = useApp((state) => state.panes);
  const headline = useHeadline();
  const heard = useRef<Heard | null>(null);
  const [words, setWords] = useWords();
  useEffect(() => {
    const now: Heard = { run, phases: panes.map(({ phase }) => phase), failures: panes.map(({ failure }) => failure), headline };
    const before = heard.current;
    if (!before) {
      heard.current = now;
      return;
    }
    const later = setTimeout(() => {
      heard.current = now;
      const text = announcement(before, now, t);
      if (text !== null) setWords(text);
    }, SETTLES);
    return () => clearTimeout(later);
  }, [run, panes, headline, t, setWords]);
  return words;
}

function useProbeWords(): string {
  const t = useText();
  const probe = useApp((state) => state.probe);
  const onLine = useApp(({ document }) => document.panes.every(({ axes }) => axes.length === 1));
  const readings = useResults().map(({ underProbe }) => underProbe);
  const text = probe === null ? '' : probeWords({ alpha: probe.alpha, beta: onLine ? null : probe.beta }, readings, t);
  const [words, setWords] = useWords();
  useEffect(() => {
    const later = setTimeout(() => setWords(text), SETTLES);
    return () => clearTimeout(later);
  }, [text, setWords]);
  return words;
}
