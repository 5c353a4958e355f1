export { createWebglDevice, type WebglDevice } from './device';
