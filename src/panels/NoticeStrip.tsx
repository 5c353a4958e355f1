import { lazy, Suspense } from 'react';
import { wantedImages } from '../app/images/wanted';
import { useApp } from '../app/store';

const NoticeBox = lazy(() => import('./NoticeBox').then((module) => ({ default: module.NoticeBox })));
const WantedStrip = lazy(() => import('./images/WantedStrip').then((module) => ({ default: module.WantedStrip })));

/** What arrived and what did not, or what is still wanted. */
export function NoticeStrip() {
  const notice = useApp((state) => state.notice);
  if (!notice) return <Wanted />;
  return (
    <Suspense fallback={null}>
      <NoticeBox notice={notice} />
    </Suspense>
  );
}

/** Asks for images that are not on this device. */
function Wanted() {
  const asset = useApp(wantedImages);
  return asset === null ? null : (
    <Suspense fallback={null}>
      <WantedStrip asset={asset} />
    </Suspense>
  );
}
