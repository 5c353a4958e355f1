import { addTexts } from '../i18n';
import { address } from '../i18n/messages/address';
import { foreign } from '../i18n/messages/foreign';
import { problems } from '../i18n/messages/problems';
import { run } from '../i18n/messages/run';
import { share } from '../i18n/messages/share';

// Importing this module makes the texts known that only opening or running something can bring up.
addTexts({ ...address, ...foreign, ...problems, ...run, ...share });
