/** Images that a person opened, for the folders that read them from files and keep them. */
export { type ImageSamples, type ImageTable, writeImageTable } from '../catalog/datasets/image-table';
export { isUserAsset, KEPT_IMAGES, USER_ASSETS } from '../catalog/datasets/user-images';
