export { NetDrawing } from './NetDrawing';
export { type OutlineUnit, outlineOf } from './outline';
