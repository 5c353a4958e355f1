import type { DiagramBox, Layer } from '../../catalog/nets/diagram';
import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';
import type { OutlineUnit } from './outline';

/** How much room a title has: half of the rail, the rail, or a dialog. */
export type Room = 'little' | 'some' | 'much';

/** "14×14×8", or "14×14×18…30" where the last repetition gives more channels than the first. */
export function shapeText(first: readonly DiagramBox[], last: readonly DiagramBox[], room: Room): string {
  const [from, to] = [first, last].map((boxes) => boxes[boxes.length - 1].shape);
  const sides = to.slice(0, -1).map((side) => `${side}×`);
  const [a, b] = [from, to].map((shape) => formatNumber(shape[shape.length - 1]));
  return `${sides.join('')}${a === b || room === 'little' ? b : `${a}…${b}`}`;
}

/** What a box does: "conv 3×3, 3×3". */
export function titleText(boxes: readonly DiagramBox[], room: Room): string {
  const convolutions = boxes.filter(({ main }) => main.kind === 'conv');
  if (convolutions.length > 0) {
    const sizes = convolutions.map(({ main: { size } }) => square(size)).join(', ');
    if (room === 'little') return sizes;
    const title = t('netDiagram.conv', { sizes });
    const stride = convolutions[0].main.stride ?? 1;
    return room === 'much' && stride > 1 ? t('netDiagram.stride', { title, stride }) : title;
  }
  const { kind, size, shape } = boxes[0].main;
  const short = room === 'little' ? 'Short' : '';
  switch (kind) {
    case 'input':
      return t(shape.length === 3 ? 'netDiagram.images' : 'netDiagram.inputs');
    case 'maxPool':
    case 'averagePool':
      return t(`netDiagram.${kind}${short}`, { size: square(size) });
    case 'globalAveragePool':
      return t(`netDiagram.globalPool${short}`);
    default:
      return t('netDiagram.dense');
  }
}

/** What is done beside it: "batch norm, ReLU"; '' for nothing. */
export function besideText({ layers }: DiagramBox): string {
  const words = layers.flatMap(({ kind, activation }: Layer) => {
    if (kind === 'batchNorm') return [t('netDiagram.batchNorm')];
    return activation ? [t(`nets.activation.${activation}`)] : [];
  });
  return [...new Set(words)].join(', ');
}

/** A unit in words, for those who do not see the diagram. */
export function unitText(unit: OutlineUnit): string {
  const [first] = unit.repetitions;
  const last = unit.repetitions[unit.repetitions.length - 1];
  const shape = shapeText(first, last, 'much');
  let item = t('netDiagram.item', { title: titleText(first, 'much'), shape, parameters: formatNumber(unit.parameters) });
  for (const { kind, through } of unit.skips) {
    item = t(kind === 'concatenate' ? 'netDiagram.concatenated' : through ? 'netDiagram.addedThrough' : 'netDiagram.added', { item });
  }
  return unit.repetitions.length > 1 ? t('netDiagram.repeated', { count: formatNumber(unit.repetitions.length), item }) : item;
}

function square(size: number | undefined): string {
  return `${size}×${size}`;
}
