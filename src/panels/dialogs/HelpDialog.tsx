import { commands } from '../../app/commands';
import { useApp } from '../../app/store';
import { addTexts } from '../../i18n';
import { help } from '../../i18n/messages/help';
import { Dialog } from '../controls/Dialog';
import { TermList } from '../glossary/TermList';
import { useText } from '../text';

addTexts(help);

const MOD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Keys that are no commands: they act on what has the focus. */
const OTHER_KEYS: readonly (readonly [string, string])[] = [
  ['←+→+↑+↓', 'shell.help.key.probe'],
  ['Tab', 'shell.help.key.tab'],
  ['Esc', 'shell.help.key.close'],
];

/** What one sees, in three sentences, and the keys. */
export function HelpDialog() {
  const t = useText();
  const open = useApp((state) => state.dialog === 'help');
  const openDialog = useApp((state) => state.openDialog);
  return (
    <Dialog className="help" open={open} title={t('shell.help')} onClose={() => openDialog(null)}>
      <h3>{t('shell.help.what')}</h3>
      <p className="prose">{t('shell.help.whatText')}</p>
      <h3>{t('shell.help.read')}</h3>
      <p className="prose">{t('shell.help.readText')}</p>
      <h3>{t('shell.help.numbers')}</h3>
      <p className="prose">{t('shell.help.numbersText')}</p>
      <h3>{t('shell.help.terms')}</h3>
      <TermList />
      <h3>{t('shell.help.keys')}</h3>
      <dl className="keys">
        {[...commands.all.map((command) => [command.keys, command.label] as const), ...OTHER_KEYS]
          .filter(([keys]) => keys !== '')
          .map(([keys, label]) => (
            <KeyLine key={label} keys={keys.split('+')} text={t(label)} />
          ))}
      </dl>
      <h3>{t('shell.help.source')}</h3>
      <p className="prose">{t('shell.help.sourceText')}</p>
    </Dialog>
  );
}

function KeyLine({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key === 'Mod' ? MOD : key}</kbd>
        ))}
      </dt>
      <dd>{text}</dd>
    </>
  );
}
