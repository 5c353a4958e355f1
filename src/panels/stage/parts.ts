import { type ComponentProps, createElement, lazy, type ReactNode, useSyncExternalStore } from 'react';

/**
 * Everything that draws: views, three and charts, in one chunk of its own. It is asked for at once, beside the shell, and index.html preloads it.
 */
const chunk = import('./chunk');

type StageOf = typeof import('./chunk')['Stage'];
let arrived: StageOf | Error | null = null;

function onArrival(tell: () => void): () => void {
  chunk
    .then((module) => module.Stage)
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    .then((stage) => {
      arrived = stage;
      tell();
    });
  return () => {};
}

/** The pictures, as soon as their code is here. Not by `lazy`: React holds what that reveals back for 300 ms after any other part began to wait. */
export function Stage(props: ComponentProps<StageOf>): ReactNode {
  const stage = useSyncExternalStore(onArrival, () => arrived);
  if (stage instanceof Error) throw stage;
  return stage && createElement(stage, props);
}

export const Bar = lazy(() => chunk.then((module) => ({ default: module.Bar })));
export const HeightNote = lazy(() => chunk.then((module) => ({ default: module.HeightNote })));
export const Curves = lazy(() => chunk.then((module) => ({ default: module.Curves })));
export const ProbePanel = lazy(() => chunk.then((module) => ({ default: module.ProbePanel })));
export const CaptionText = lazy(() => chunk.then((module) => ({ default: module.CaptionText })));
export const RunErrors = lazy(() => chunk.then((module) => ({ default: module.RunErrors })));
export const TableText = lazy(() => chunk.then((module) => ({ default: module.TableText })));
