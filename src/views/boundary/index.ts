export { BoundaryPlot, boundaryCaption } from './BoundaryPlot';
