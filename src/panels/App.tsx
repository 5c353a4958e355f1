import { lazy, Suspense, useEffect } from 'react';
import { useApp } from '../app/store';
import { DropTarget } from './DropTarget';
import { Headline } from './Headline';
import { NoticeStrip } from './NoticeStrip';
import { Rail } from './rail/Rail';
import { Strip } from './rail/Strip';
import { ReadOut } from './readout/ReadOut';
import { Foot } from './stage/Foot';
import { Panes } from './stage/Panes';
import { Toast } from './Toast';
import { TopBar } from './TopBar';
import { useText } from './text';
import { useKeys } from './use-keys';
import { useLayout } from './use-media';

// Not needed for the first paint of a wide page.
const Phone = lazy(() => import('./phone/Phone').then((module) => ({ default: module.Phone })));
const Announcer = lazy(() => import('./Announcer').then((module) => ({ default: module.Announcer })));
const ShareDialog = lazy(() => import('./dialogs/ShareDialog').then((module) => ({ default: module.ShareDialog })));
const HelpDialog = lazy(() => import('./dialogs/HelpDialog').then((module) => ({ default: module.HelpDialog })));

/** The whole page. */
export function App() {
  const layout = useLayout();
  const dialog = useApp((state) => state.dialog);
  usePageAttributes();
  useKeys();
  return (
    <>
      <Suspense fallback={null}>{layout === 'phone' ? <Phone /> : <Desk strip={layout === 'strip'} />}</Suspense>
      <Suspense fallback={null}>
        {dialog === 'share' ? <ShareDialog /> : null}
        {dialog === 'help' ? <HelpDialog /> : null}
      </Suspense>
      <Suspense fallback={null}>
        <Announcer />
      </Suspense>
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
