import { CircleHelp, Languages, Moon, Sun } from 'lucide-react';
import { useApp } from '../../app/store';
import { MenuItem } from '../controls/Menu';
import { MoreMenu } from '../MoreMenu';
import { useText } from '../text';
import { useSetLanguage } from '../use-language';

const ICON = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;

/** On a phone the rest of the top bar is in the menu. */
export function PhoneMenu() {
  const t = useText();
  const language = useApp((state) => state.language);
  const setLanguage = useSetLanguage();
  const dark = useApp((state) => state.theme === 'dark');
  const setTheme = useApp((state) => state.setTheme);
  const openDialog = useApp((state) => state.openDialog);
  return (
    <MoreMenu>
      {(close) => (
        <>
          <MenuItem
            icon={<Languages {...ICON} />}
            label={t('shell.otherLanguage')}
            onSelect={() => {
              close();
              setLanguage(language === 'en' ? 'zh' : 'en');
            }}
          />
          <MenuItem
            icon={dark ? <Sun {...ICON} /> : <Moon {...ICON} />}
            label={t(dark ? 'shell.lightTheme' : 'shell.darkTheme')}
            onSelect={() => {
              close();
              setTheme(dark ? 'light' : 'dark');
            }}
          />
          <MenuItem
            icon={<CircleHelp {...ICON} />}
            label={t('shell.help')}
            onSelect={() => {
              close();
              openDialog('help');
            }}
          />
          <hr />
        </>
      )}
    </MoreMenu>
  );
}
