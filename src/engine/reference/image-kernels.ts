import type { ImageOperation, PoolWindow } from '../graph/graph';
import { convolve, convolveFilterGradient, convolveFused, convolveInputGradient } from './convolution-kernels';
import type { View } from './kernels';

/** Evaluates an operation on images for one replica, entry by entry as graph.ts defines it, with float64 arithmetic. */
export function evaluateImageNode(operation: ImageOperation, out: View, inputs: readonly View[]): void {
  const [a, b] = inputs as [View, View];
  const write = writer(out);
  switch (operation.op) {
    case 'conv2d':
      return convolve(out, a, b, operation);
    case 'convInputGradient':
      return convolveInputGradient(out, a, b, operation);
    case 'convFilterGradient':
      return convolveFilterGradient(out, a, b, operation);
    case 'averagePool':
      return write((place) => {
        let sum = 0;
        eachInWindow(place, operation, (at) => {
          sum += read(a, at);
        });
        return sum / (operation.size * operation.size);
      });
    case 'averagePoolGradient':
      return scatter(out, a, (place) => {
        const share = read(a, place) / (operation.size * operation.size);
        eachInWindow(place, operation, (at) => add(out, at, share));
      });
    case 'maxPool':
      return write((place) => read(a, largestInWindow(a, place, operation)));
    case 'maxPoolGradient':
      return scatter(out, b, (place) => add(out, largestInWindow(a, place, operation), read(b, place)));
    case 'maxPoolGather':
      return write((place) => read(b, largestInWindow(a, place, operation)));
    case 'reshape':
      for (let i = 0; i < sizeOf(out.node.shape); i++) out.values[out.at + i] = a.values[a.at + i];
      return;
    case 'concatenate':
      return joinColumns(out, inputs);
    case 'takeColumns':
      return copyColumns(out, a, operation.offset, 0);
    case 'placeColumns':
      out.values.fill(0, out.at, out.at + sizeOf(out.node.shape));
      return copyColumns(out, a, 0, operation.offset);
    case 'convFused':
      return convolveFused(out, inputs, operation);
  }
}

/** Indices along the four axes of an image tensor or a kernel. */
type Place = readonly [number, number, number, number];

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function indexOf(view: View, [i, j, k, l]: Place): number {
  const [, b, c, d] = view.node.shape;
  return view.at + ((i * b + j) * c + k) * d + l;
}

function read(view: View, place: Place): number {
  return view.values[indexOf(view, place)];
}

function add(view: View, place: Place, value: number): void {
  view.values[indexOf(view, place)] += value;
}

function eachPlace(view: View, visit: (place: Place) => void): void {
  const [a, b, c, d] = view.node.shape;
  for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) for (let l = 0; l < d; l++) visit([i, j, k, l]);
}

function writer(out: View): (value: (place: Place) => number) => void {
  return (value) =>
    eachPlace(out, (place) => {
      out.values[indexOf(out, place)] = value(place);
    });
}

function scatter(out: View, from: View, visit: (place: Place) => void): void {
  out.values.fill(0, out.at, out.at + sizeOf(out.node.shape));
  eachPlace(from, visit);
}

function eachInWindow([n, row, column, channel]: Place, { size, stride }: PoolWindow, visit: (place: Place) => void): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) visit([n, row * stride + i, column * stride + j, channel]);
}

/** The first of the largest entries of a window; a NaN is the largest. */
function largestInWindow(x: View, place: Place, window: PoolWindow): Place {
  let best: Place | undefined;
  let bestValue = Number.NaN;
  eachInWindow(place, window, (at) => {
    const value = read(x, at);
    if (best && (Number.isNaN(bestValue) || !(value > bestValue || Number.isNaN(value)))) return;
    best = at;
    bestValue = value;
  });
  return best as Place;
}

function joinColumns(out: View, parts: readonly View[]): void {
  let offset = 0;
  for (const part of parts) {
    copyColumns(out, part, 0, offset);
    offset += part.node.shape.at(-1) as number;
  }
}

/** Copies as many columns as both have room for, from one column of `from` to another of `to`, on every row. */
function copyColumns(to: View, from: View, fromColumn: number, toColumn: number): void {
  const [toColumns, fromColumns] = [to.node.shape.at(-1) as number, from.node.shape.at(-1) as number];
  const count = Math.min(toColumns - toColumn, fromColumns - fromColumn);
  for (let row = 0; row < sizeOf(from.node.shape) / fromColumns; row++) {
    for (let k = 0; k < count; k++)
      to.values[to.at + row * toColumns + toColumn + k] = from.values[from.at + row * fromColumns + fromColumn + k];
  }
}
