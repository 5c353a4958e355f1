import { lazy } from 'react';

/** The dialogs that the menu opens, each in a chunk of its own. */
const DIALOGS = {
  curves: lazy(() => import('./CurvesDialog').then((module) => ({ default: module.CurvesDialog }))),
  numbers: lazy(() => import('./NumbersDialog').then((module) => ({ default: module.NumbersDialog }))),
  seeds: lazy(() => import('./seeds/SeedsDialog').then((module) => ({ default: module.SeedsDialog }))),
  trainings: lazy(() => import('./trainings/TrainingsDialog').then((module) => ({ default: module.TrainingsDialog }))),
  table: lazy(() => import('./TableDialog').then((module) => ({ default: module.TableDialog }))),
};

export type MoreDialogId = keyof typeof DIALOGS;

/** One of them. */
export function MoreDialog({ id, onClose }: { id: MoreDialogId; onClose: () => void }) {
  const Shown = DIALOGS[id];
  return <Shown onClose={onClose} />;
}
