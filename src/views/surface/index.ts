import type { ViewSpec } from '../types';
import { SurfaceView } from './surface-view';
import { surfaceTable } from './table';

/** Heights over a plane, lit and turning. */
export const surfaceView: ViewSpec = {
  id: 'surface',
  label: 'surface.label',
  accepts: (landscape) => landscape.axes.length === 2,
  Component: SurfaceView,
  toTable: surfaceTable,
};
