export { createWasmDevice, type WasmModules, type WasmOptions, type WasmVariant } from './device';
