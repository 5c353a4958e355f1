import { lazy } from 'react';

/**
 * Everything that draws: views, three and charts, in one chunk of its own. It is asked for at once, beside the shell, and index.html preloads it.
 */
const chunk = import('./chunk');

export const Stage = lazy(() => chunk.then((module) => ({ default: module.Stage })));
export const Bar = lazy(() => chunk.then((module) => ({ default: module.Bar })));
export const HeightNote = lazy(() => chunk.then((module) => ({ default: module.HeightNote })));
export const Curves = lazy(() => chunk.then((module) => ({ default: module.Curves })));
export const ProbePanel = lazy(() => chunk.then((module) => ({ default: module.ProbePanel })));
export const CaptionText = lazy(() => chunk.then((module) => ({ default: module.CaptionText })));
export const RunErrors = lazy(() => chunk.then((module) => ({ default: module.RunErrors })));
export const TableText = lazy(() => chunk.then((module) => ({ default: module.TableText })));
