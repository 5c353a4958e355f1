import { CircleHelp, Link2, Moon, Sun } from 'lucide-react';
import { useApp } from '../app/store';
import { IconButton } from './controls/IconButton';
import { DeviceMenu } from './DeviceMenu';
import { ExperimentMenu } from './ExperimentMenu';
import { Mark } from './Mark';
import { usePrimary } from './primary';
import { useText } from './text';
import { useSetLanguage } from './use-language';

/** Mark and experiment on the left; device, language, theme, help and Share on the right. */
export function TopBar() {
  const t = useText();
  const openDialog = useApp((state) => state.openDialog);
  const primary = usePrimary();
  return (
    <header className="topbar">
      <div className="mark">
        <Mark />
        <span>{t('shell.title')}</span>
      </div>
      <ExperimentMenu />
      <span className="space" />
      <DeviceMenu />
      <LanguageButton />
      <ThemeButton />
      <IconButton label={t('shell.help')} onClick={() => openDialog('help')}>
        <CircleHelp size={17} strokeWidth={1.6} aria-hidden />
      </IconButton>
      <button type="button" className={primary === 'share' ? 'button filled share' : 'button share'} onClick={() => openDialog('share')}>
        <Link2 size={16} strokeWidth={1.75} aria-hidden />
        {t('shell.share')}
      </button>
    </header>
  );
}

/** Names the other language in its own words. */
function LanguageButton() {
  const t = useText();
  const language = useApp((state) => state.language);
  const setLanguage = useSetLanguage();
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <button
      type="button"
      className="icon-button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      aria-label={t('shell.otherLanguage')}
      title={t('shell.otherLanguage')}
      onClick={() => setLanguage(other)}
    >
      {t('shell.otherLanguageShort')}
    </button>
  );
}

function ThemeButton() {
  const t = useText();
  const dark = useApp((state) => state.theme === 'dark');
  const setTheme = useApp((state) => state.setTheme);
  return (
    <IconButton label={t(dark ? 'shell.lightTheme' : 'shell.darkTheme')} onClick={() => setTheme(dark ? 'light' : 'dark')}>
      {dark ? <Sun size={17} strokeWidth={1.6} aria-hidden /> : <Moon size={16} strokeWidth={1.6} aria-hidden />}
    </IconButton>
  );
}
