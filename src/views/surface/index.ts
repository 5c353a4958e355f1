import type { ViewSpec } from '../types';
import { findGraphics } from './graphics';
import { SurfaceView } from './surface-view';
import { surfaceTable } from './table';

/** Heights over a plane, lit and turning. */
export const surfaceView: ViewSpec = {
  id: 'surface',
  label: 'surface.label',
  accepts: (landscape) => landscape.axes.length === 2,
  available: () => findGraphics().kind !== 'none',
  Component: SurfaceView,
  toTable: surfaceTable,
};
