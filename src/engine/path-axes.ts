import { trajectoryPcaSteps } from '../catalog/directions/trajectory-pca';
import type { Direction, DirectionContext, PrincipalOptions, RunPoint, WeightPoint } from '../catalog/directions/types';
import type { TensorLayout } from '../catalog/layout';
import type { GramKernel } from '../math/gram-pca';

/** What principal axes may be built with. */
export interface PathAxesTools {
  /** Supplies a faster Gram kernel, one for each use; without it the plain one adds up. */
  readonly gramKernel?: () => Promise<GramKernel | null>;
  /** Called every few milliseconds: lets a worker hear its messages, and throws where the axes are no longer wanted. */
  readonly breathe?: () => Promise<void>;
}

/** Components whose shares are kept with an axis. */
export const SCREE_LENGTH = 10;

/**
 * Principal axes of runs' checkpoints around an origin, as direction kinds ask for them. Two axes taken alike come of one decomposition, of which `components` axes
 * are kept.
 */
export function createPathAxes(
  origin: WeightPoint,
  layout: TensorLayout,
  components: number,
  { gramKernel, breathe }: PathAxesTools,
): DirectionContext['principalAxes'] {
  const known: { readonly points: readonly RunPoint[]; readonly how: string; readonly axes: Promise<readonly Direction[]> }[] = [];

  async function decompose(points: readonly RunPoint[], options: PrincipalOptions): Promise<readonly Direction[]> {
    const kernel = (await gramKernel?.()) ?? null;
    const steps = trajectoryPcaSteps(points, origin, layout, {
      ...options,
      components: Math.max(options.components, components),
      ...(kernel ? { kernel } : {}),
    });
    for (;;) {
      const { done, value } = steps.next();
      if (done) {
        const scree = [...value.explained.subarray(0, SCREE_LENGTH)];
        return value.directions.map((direction, k) => ({ ...direction, explained: value.explained[k], scree }));
      }
      await breathe?.();
    }
  }

  return (points, options) => {
    const { components: wanted, ...rest } = options;
    const how = JSON.stringify(rest);
    const found = known.find((one) => one.how === how && areSame(one.points, points) && wanted <= components);
    if (found) return found.axes;
    const axes = decompose(points, options);
    known.push({ points, how, axes });
    return axes;
  };
}

function areSame(a: readonly RunPoint[], b: readonly RunPoint[]): boolean {
  return a.length === b.length && a.every((point, i) => point === b[i]);
}
