/** A word of the field that stands on the page. Its texts are `glossary.ID` and `glossary.ID.about`. */
export interface Term {
  readonly id: string;
  /** Where the paper speaks of it: a section, a figure; none where it does not. */
  readonly paper?: { readonly section: number } | { readonly figure: string };
  /** Keys of the texts on the page that are this word. */
  readonly labels: readonly string[];
}

const section = (number: number) => ({ section: number });
const figure = (number: string) => ({ figure: number });

/** Every word with an explanation, in the order in which help lists them: from the net to its picture. */
export const TERMS: readonly Term[] = [
  { id: 'weight', labels: [] },
  { id: 'theta', paper: section(3), labels: [] },
  { id: 'loss', paper: section(3), labels: ['catalog.shown.loss', 'numbers.testLoss', 'numbers.trainLoss', 'catalog.field.field'] },
  { id: 'accuracy', labels: ['catalog.shown.accuracy'] },
  { id: 'data', labels: ['catalog.param.trainShare', 'images.param.train', 'images.param.test'] },
  { id: 'split', labels: ['catalog.field.split'] },
  { id: 'test-error', paper: figure('1'), labels: ['shell.testError', 'numbers.testError'] },
  { id: 'generalise', paper: section(5), labels: [] },
  { id: 'noise', labels: ['catalog.param.noise'] },
  {
    id: 'depth',
    paper: section(6),
    labels: ['nets.depth', 'images.param.layers', 'images.param.convolutions', 'images.param.stageLayers'],
  },
  { id: 'width', paper: figure('6'), labels: ['nets.width', 'images.param.factor', 'images.param.firstWidth', 'images.param.growth'] },
  { id: 'activation', labels: ['nets.activation'] },
  { id: 'skip-connection', paper: section(6), labels: ['nets.skips'] },
  { id: 'batch-norm', paper: section(4), labels: ['nets.batchNorm'] },
  { id: 'batch-statistics', labels: ['catalog.field.batchNormMode'] },
  { id: 'initialisation', paper: section(6), labels: ['nets.init', 'nets.initScale'] },
  { id: 'seed', labels: ['catalog.field.seed', 'rail.data.seed', 'rail.training.seed', 'rail.directions.seed'] },
  { id: 'gradient', labels: ['numbers.gradientNorm'] },
  { id: 'gradient-descent', labels: [] },
  { id: 'optimizer', paper: figure('9'), labels: ['rail.training.optimizer'] },
  { id: 'learning-rate', labels: ['catalog.field.learningRate'] },
  { id: 'schedule', labels: ['rail.training.schedule', 'catalog.param.divisor', 'catalog.param.drops', 'catalog.param.floor'] },
  { id: 'momentum', labels: ['catalog.param.momentum', 'catalog.param.nesterov'] },
  { id: 'adam-averages', labels: ['catalog.param.beta1', 'catalog.param.beta2', 'catalog.param.epsilon'] },
  { id: 'weight-decay', paper: figure('2'), labels: ['catalog.param.weightDecay', 'catalog.param.decayScope'] },
  { id: 'batch', paper: section(5), labels: ['catalog.field.batchSize', 'rail.training.fullBatch'] },
  { id: 'augmentation', labels: ['images.augmentation'] },
  { id: 'epoch', labels: ['catalog.field.epochs', 'rail.directions.originEpoch', 'directions.param.epoch'] },
  { id: 'checkpoint', paper: section(7), labels: ['catalog.field.checkpointEvery'] },
  { id: 'run', labels: ['catalog.field.runs', 'rail.directions.originRun', 'directions.param.run'] },
  { id: 'loss-landscape', paper: section(3), labels: [] },
  { id: 'direction', paper: section(3), labels: ['rail.directions.alpha', 'rail.directions.beta', 'catalog.field.repeats'] },
  { id: 'alpha-beta', paper: section(3), labels: ['rail.surface.alpha', 'rail.surface.beta'] },
  { id: 'filter', paper: section(4), labels: [] },
  { id: 'filter-normalisation', paper: section(4), labels: ['catalog.param.norm'] },
  { id: 'scale-invariance', paper: section(4), labels: ['rail.directions.rescale', 'catalog.field.rescale', 'numbers.scale'] },
  { id: 'cosine', paper: section(7), labels: [] },
  { id: 'resolution', labels: ['rail.surface.points', 'catalog.field.points'] },
  { id: 'height', labels: ['catalog.field.height'] },
  { id: 'minimum', paper: section(5), labels: ['shell.minima', 'numbers.minima'] },
  { id: 'basin', paper: section(5), labels: ['numbers.widthAlpha', 'numbers.widthBeta', 'numbers.area'] },
  { id: 'flat-sharp', paper: section(5), labels: ['numbers.title'] },
  { id: 'roughness', paper: section(6), labels: ['shell.roughness', 'numbers.roughness'] },
  { id: 'plateau', paper: section(6), labels: [] },
  { id: 'hessian', paper: figure('7'), labels: [] },
  { id: 'lambda', paper: figure('7'), labels: ['numbers.largestEigenvalue', 'shell.lambdaMax'] },
  { id: 'trace', labels: ['numbers.trace'] },
  { id: 'convex', paper: figure('7'), labels: ['numbers.nonConvex'] },
  { id: 'keskar', labels: ['numbers.keskar'] },
  { id: 'sam', labels: ['numbers.rise', 'numbers.adaptiveRise'] },
  { id: 'edge-of-stability', labels: [] },
  { id: 'path', paper: section(7), labels: ['catalog.field.paths', 'catalog.field.fit'] },
  { id: 'principal-axes', paper: section(7), labels: ['directions.param.component', 'directions.param.centred'] },
  { id: 'explained', paper: figure('9'), labels: ['shell.pathShare'] },
  { id: 'random-walk', labels: [] },
  { id: 'decision-boundary', labels: ['rail.data.boundaryInputs'] },
];

const BY_LABEL: ReadonlyMap<string, Term> = new Map(TERMS.flatMap((term) => term.labels.map((label) => [label, term] as const)));

/** The word that a text on the page is; null where it explains itself. */
export function termOf(label: string): Term | null {
  return BY_LABEL.get(label) ?? null;
}
