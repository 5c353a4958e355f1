import { nets } from '../../catalog/nets';
import type { ParamValues } from '../../catalog/params';
import { DOCUMENT_VERSION, type Document, type Recipe } from '../recipe';
import { choose, defaultShared } from '../recipe-defaults';

/** A document of these panes, looked at in the default way. */
export function presetDocument(preset: string, panes: readonly Recipe[]): Document {
  return { version: DOCUMENT_VERSION, preset, panes, shared: defaultShared() };
}

/** The default net with some settings replaced. */
export function mlp(params: ParamValues): Recipe['net'] {
  return choose(nets, 'mlp', params);
}
