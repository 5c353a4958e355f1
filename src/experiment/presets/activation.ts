import { ACTIVATION_KINDS } from '../../catalog/activations';
import { defaultRecipe } from '../recipe-defaults';
import { mlp, presetDocument } from './build';
import type { Preset } from './types';

/** The same net with each activation, 10 hidden layers without skips. */
export const activation: Preset = {
  id: 'activation',
  label: 'catalog.preset.activation',
  description: 'catalog.preset.activation.about',
  group: 'net',
  build: () =>
    presetDocument(
      'activation',
      ACTIVATION_KINDS.map((kind) => defaultRecipe({ net: mlp({ depth: 10, skips: false, activation: kind }) })),
    ),
};
