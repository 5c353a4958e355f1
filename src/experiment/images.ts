/** Images that a person opened, for the folders that read them from files and keep them. */
export { firstImages, type ImageSamples, type ImageTable, writeImageTable } from '../catalog/datasets/image-table';
export { USER_ASSETS } from '../catalog/datasets/user-images';
