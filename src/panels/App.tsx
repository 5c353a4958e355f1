import { useEffect } from 'react';
import { useApp } from '../app/store';
import { DropTarget } from './DropTarget';
import { HelpDialog } from './dialogs/HelpDialog';
import { ShareDialog } from './dialogs/ShareDialog';
import { Headline } from './Headline';
import { NoticeStrip } from './NoticeStrip';
import { Phone } from './phone/Phone';
import { Rail } from './rail/Rail';
import { Strip } from './rail/Strip';
import { ReadOut } from './readout/ReadOut';
import { Foot } from './stage/Foot';
import { Panes } from './stage/Panes';
import { Toast } from './Toast';
import { TopBar } from './TopBar';
import { useText } from './text';
import { useLayout } from './use-media';

/** The whole page. */
export function App() {
  const layout = useLayout();
  usePageAttributes();
  return (
    <>
      {layout === 'phone' ? <Phone /> : <Desk strip={layout === 'strip'} />}
      <ShareDialog />
      <HelpDialog />
      <DropTarget />
      <Toast />
    </>
  );
}

function Desk({ strip }: { strip: boolean }) {
  return (
    <div className="app">
      <TopBar />
      {strip ? <Strip /> : <Rail />}
      <main className="main">
        <Headline />
        <NoticeStrip />
        <Panes />
        <Foot />
        <ReadOut />
      </main>
    </div>
  );
}

/** Theme, language and title of the page itself. */
function usePageAttributes(): void {
  const t = useText();
  const theme = useApp((state) => state.theme);
  const language = useApp((state) => state.language);
  const title = t('shell.title');
  const description = t('shell.description');
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = theme;
    root.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = title;
    document.querySelector('meta[name="description"]')?.setAttribute('content', description);
  }, [theme, language, title, description]);
}
