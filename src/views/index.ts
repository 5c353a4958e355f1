import { createRegistry } from '../catalog/registry';
import { contoursView } from './contours';
import { lineView } from './line';
import { surfaceView } from './surface';

/** Every way to look at landscapes, in the order of the view switch. */
export const views = createRegistry('view', [surfaceView, contoursView, lineView]);
