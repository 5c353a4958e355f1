export { answerTo, commonMistakes, filterSamples, pageOf, type SampleFilter } from './model';
export { SampleImage } from './SampleImage';
