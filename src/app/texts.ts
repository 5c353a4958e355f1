import { addTexts } from '../i18n';
import { problems } from '../i18n/messages/problems';
import { run } from '../i18n/messages/run';
import { share } from '../i18n/messages/share';

// Importing this module makes the texts known that only opening or running something can bring up.
addTexts({ ...problems, ...run, ...share });
