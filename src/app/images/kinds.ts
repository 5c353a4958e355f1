import { USER_ASSETS } from '../../experiment/images';
import type { ImageSetKind } from '../../formats/images';

/** The kind of set that a file's name stands for. */
export function kindOf(asset: string): ImageSetKind {
  return asset === USER_ASSETS.cifar10 ? 'cifar10' : 'images';
}
