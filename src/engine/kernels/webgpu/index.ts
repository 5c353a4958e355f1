export { createWebgpuDevice, type WebgpuDevice } from './device';
