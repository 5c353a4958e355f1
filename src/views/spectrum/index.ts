export { fitOnSameAxes, type SpectrumAxes, spectrumAxes } from './axes';
export { SpectrumPlot } from './SpectrumPlot';
