import { lazy, Suspense } from 'react';

const TrainingsLink = lazy(() => import('./dialogs/check/TrainingsLink').then((module) => ({ default: module.TrainingsLink })));

/** Beside a headline: the way to other trainings where it speaks of these only. Fetched when it is needed. */
export function TrainingsWay({ ofThese }: { readonly ofThese: boolean }) {
  return <Suspense fallback={null}>{ofThese ? <TrainingsLink /> : null}</Suspense>;
}
