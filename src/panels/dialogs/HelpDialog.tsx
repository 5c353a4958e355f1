import { useApp } from '../../app/store';
import { Dialog } from '../controls/Dialog';
import { useText } from '../text';

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'Z'], 'undo'],
  [['Ctrl', 'Shift', 'Z'], 'redo'],
  [['?'], 'help'],
  [['Esc'], 'close'],
  [['←', '→', '↑', '↓'], 'probe'],
  [['Tab'], 'tab'],
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
      <h3>{t('shell.help.keys')}</h3>
      <dl className="keys">
        {KEYS.map(([keys, id]) => (
          <KeyLine key={id} keys={keys} text={t(`shell.help.key.${id}`)} />
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
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{text}</dd>
    </>
  );
}
