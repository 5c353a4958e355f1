export { TrainingCurves } from './TrainingCurves';
