export { type CurvePane, TrainingCurves, type TrainingCurvesProps } from './TrainingCurves';
