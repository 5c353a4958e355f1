import { addTexts } from '../../i18n';
import { openImages } from '../../i18n/messages/open-images';

// Importing this module makes the texts about opening images known.
addTexts(openImages);
