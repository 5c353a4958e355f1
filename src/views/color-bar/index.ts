export { ColorBar } from './ColorBar';
