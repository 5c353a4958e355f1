import { address } from './address';
import { announce } from './announce';
import { captions } from './captions';
import { classes } from './classes';
import { curvature } from './curvature';
import { curvatureStep } from './curvature-step';
import { directionNotes } from './direction-notes';
import { foreign } from './foreign';
import { glossary } from './glossary';
import { help } from './help';
import { messages as first } from './index';
import { lines } from './lines';
import { marks } from './marks';
import { more } from './more';
import { netDiagram } from './net-diagram';
import { numbers } from './numbers';
import { openImages } from './open-images';
import { plots } from './plots';
import { presetNotes } from './preset-notes';
import { problems } from './problems';
import { railControls } from './rail-controls';
import { run } from './run';
import { runs } from './runs';
import { samples } from './samples';
import { seeds } from './seeds';
import { seedsOffer } from './seeds-offer';
import { share } from './share';
import { shareDialog } from './share-dialog';
import { sharpening } from './sharpening';
import { spectrum } from './spectrum';
import { surface } from './surface';
import { trainings } from './trainings';
import { trust } from './trust';
import type { Messages } from './types';

/**
 * The Chinese texts, those of later chunks included. A built page carries English and fetches these when they are wanted (vite.config.ts); elsewhere both
 * languages are always there.
 */
export const messages: Messages = {
  ...first,
  ...announce,
  ...address,
  ...captions,
  ...classes,
  ...curvature,
  ...curvatureStep,
  ...directionNotes,
  ...foreign,
  ...glossary,
  ...help,
  ...lines,
  ...marks,
  ...more,
  ...netDiagram,
  ...numbers,
  ...openImages,
  ...plots,
  ...presetNotes,
  ...problems,
  ...railControls,
  ...run,
  ...runs,
  ...samples,
  ...seeds,
  ...seedsOffer,
  ...share,
  ...shareDialog,
  ...spectrum,
  ...sharpening,
  ...surface,
  ...trainings,
  ...trust,
};
