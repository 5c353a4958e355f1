import { catalog } from './catalog';
import { images } from './images';
import { nets } from './nets';
import { plots } from './plots';
import { problems } from './problems';
import { rail } from './rail';
import { run } from './run';
import { share } from './share';
import { shell } from './shell';
import { surface } from './surface';
import type { Messages } from './types';

/** Every text of the interface. One file per area; keys start with the area's name. */
export const messages: Messages = {
  ...catalog,
  ...images,
  ...nets,
  ...plots,
  ...problems,
  ...rail,
  ...run,
  ...share,
  ...shell,
  ...surface,
};
