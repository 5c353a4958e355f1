import type { DiagramBox, DiagramSkip, NetDiagram } from '../../catalog/nets/diagram';

/** A skip that ends in a unit: after which of its boxes it joins, and the 1×1 convolution on its way, if any. */
export interface OutlineSkip {
  /** Unit after whose last box it begins. */
  readonly fromUnit: number;
  readonly joinsAfter: number;
  readonly kind: DiagramSkip['kind'];
  readonly through: DiagramBox | null;
}

/** Boxes that belong together (a block, or a layer alone), once for each time that they follow upon themselves. */
export interface OutlineUnit {
  /** Boxes of the main path, of every repetition: [repetition][box]. */
  readonly repetitions: readonly (readonly DiagramBox[])[];
  /** Of the first repetition. */
  readonly skips: readonly OutlineSkip[];
  /** Everything that it owns, repetitions and shortcuts included. */
  readonly parameters: number;
}

/**
 * A net's boxes gathered into units, equal units that follow upon each other into one: deep nets become short. What belongs together is told by the
 * names of the layers: "stage1.2.conv1" is a part of "stage1.2". In units that concatenate, channels may grow from one to the next.
 */
export function outlineOf({ boxes, path, skips }: NetDiagram): OutlineUnit[] {
  const units: number[][] = [];
  let open = '';
  path.forEach((box, position) => {
    const { name } = boxes[box].main;
    const dot = name.lastIndexOf('.');
    const block = dot > 0 ? name.slice(0, dot) : `#${position}`;
    if (block === open) units.at(-1)?.push(box);
    else units.push([box]);
    open = block;
  });
  const positionOf = new Map(path.map((box, position) => [box, position]));
  const at = (box: number): number => positionOf.get(box) as number;
  const skipsInto = (unit: readonly number[]): DiagramSkip[] => skips.filter(({ to }) => unit.includes(to));
  const isLike = (box: DiagramBox, grows: boolean): unknown[] => {
    const { kind, size, stride } = box.main;
    const layers = box.layers.map((layer) => [layer.kind, layer.activation]);
    return [kind, size, stride, layers, ...(grows ? [box.shape.slice(0, -1)] : [box.shape, box.parameters])];
  };
  const signature = (unit: readonly number[]): string => {
    const into = skipsInto(unit);
    const grows = into.some(({ kind }) => kind === 'concatenate');
    return JSON.stringify([
      unit.map((box) => isLike(boxes[box], grows)),
      into.map(({ from, to, kind, through }) => [
        at(to) - at(unit[0]),
        at(to) - at(from),
        kind,
        through === null ? null : boxes[through].shape,
      ]),
    ]);
  };

  const folded: { signature: string; units: number[][] }[] = [];
  for (const unit of units) {
    const sign = signature(unit);
    const last = folded.at(-1);
    if (last?.signature === sign) last.units.push(unit);
    else folded.push({ signature: sign, units: [unit] });
  }
  const unitOf = (box: number): number => folded.findIndex((entry) => entry.units.some((unit) => unit.includes(box)));
  return folded.map(({ units: repeated }) => {
    const own = repeated.flat().reduce((sum, box) => sum + boxes[box].parameters, 0);
    const onSkips = repeated.flatMap(skipsInto).reduce((sum, { through }) => sum + (through === null ? 0 : boxes[through].parameters), 0);
    return {
      repetitions: repeated.map((unit) => unit.map((box) => boxes[box])),
      skips: skipsInto(repeated[0]).map(({ from, to, kind, through }) => ({
        fromUnit: unitOf(from),
        joinsAfter: repeated[0].indexOf(to),
        kind,
        through: through === null ? null : boxes[through],
      })),
      parameters: own + onSkips,
    };
  });
}
