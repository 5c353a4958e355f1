export { readCifar10 } from './cifar';
export { readIdxFiles } from './idx';
export type { ImagesResult, OpenedFile } from './types';
