import { addTexts } from '../../i18n';
import { glossary } from '../../i18n/messages/glossary';

// Importing this module makes the explanations known.
addTexts(glossary);
