export { BoundaryPlot, type BoundaryPlotProps, boundaryCaption } from './BoundaryPlot';
