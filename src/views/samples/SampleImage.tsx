import { useEffect, useRef } from 'react';
import type { Dataset } from '../../catalog/datasets/types';
import { imagePixels, sharpSize } from './pixels';

export interface SampleImageProps {
  readonly dataset: Dataset;
  readonly split: 'train' | 'test';
  readonly index: number;
  /** About how large, CSS pixels. */
  readonly target: number;
}

/** One image of a data set, its pixels sharp. What it shows is said beside it. */
export function SampleImage({ dataset, split, index, target }: SampleImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [height, width] = dataset.inputShape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) throw new Error('This browser gives no 2-D canvas.');
    context.putImageData(new ImageData(imagePixels(dataset, split, index), width, height), 0, 0);
  }, [dataset, split, index, width, height]);
  const size = sharpSize(width, target);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      style={{ display: 'block', width: size, height: size, imageRendering: 'pixelated' }}
    />
  );
}
