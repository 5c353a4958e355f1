import { addTexts } from '../i18n';
import { plots } from '../i18n/messages/plots';
import { surface } from '../i18n/messages/surface';

// The views' texts come with them, after the shell.
addTexts(plots);
addTexts(surface);

export { t } from '../i18n';
