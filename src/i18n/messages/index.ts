import { catalog } from './catalog';
import { directions } from './directions';
import { headlines } from './headlines';
import { images } from './images';
import { nets } from './nets';
import { rail } from './rail';
import { range } from './range';
import { shell } from './shell';
import type { Messages } from './types';

/** Every text of the interface but those that come with later chunks (addTexts). One file per area; keys start with the area's name. */
export const messages: Messages = {
  ...catalog,
  ...directions,
  ...headlines,
  ...images,
  ...nets,
  ...rail,
  ...range,
  ...shell,
};
