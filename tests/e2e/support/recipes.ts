import type { Page } from '@playwright/test';
import { encodeLink } from '../../../src/experiment/link/codec';
import { parseDocument } from '../../../src/experiment/parse';
import type { Document } from '../../../src/experiment/recipe';
import { EMPTY_PANE } from '../../../src/experiment/snapshot';

interface Size {
  readonly panes?: number;
  /** Training points, at least 16. */
  readonly points?: number;
  readonly depth?: number;
  readonly width?: number;
  readonly epochs?: number;
  /** Grid points along each axis. */
  readonly grid?: number;
  readonly batchNorm?: boolean;
  /** How far each axis goes. A plane of ±1 has a near range too, which is computed when nothing else is to be done; others have not. */
  readonly reach?: number;
}

/** A recipe that every backend has done in a moment: moons, one hidden layer of 4, 5 × 5 points. The panes differ in the activation. */
export function tinyDocument({
  panes = 2,
  points = 32,
  depth = 1,
  width = 4,
  epochs = 4,
  grid = 5,
  batchNorm = false,
  reach = 1,
}: Size = {}): Document {
  const axis = { min: -reach, max: reach, points: grid };
  const parsed = parseDocument({
    version: 1,
    panes: ['relu', 'tanh', 'gelu', 'softplus'].slice(0, panes).map((activation) => ({
      data: { id: 'moons', params: { points } },
      net: { id: 'mlp', params: { depth, width, activation, batchNorm, skips: false } },
      runs: [{ epochs, batchSize: 16, learningRate: 0.03, checkpointEvery: Math.max(1, Math.ceil(epochs / 5)) }],
      grid: { alpha: axis, beta: axis },
    })),
  });
  if (!parsed.ok) throw new Error(`The tiny recipe is not valid: ${JSON.stringify(parsed.problems)}`);
  return parsed.document;
}

/** A recipe whose training takes some seconds, or with more epochs as long as one likes. */
export function slowDocument(epochs = 300): Document {
  return tinyDocument({ points: 1024, depth: 10, width: 16, epochs });
}

/** ResNet-8 with and without shortcuts on 256 images of clothing for two epochs, 5 × 5 points on 48 of them. */
export function tinyImages(): Document {
  const axis = { min: -1, max: 1, points: 5 };
  const parsed = parseDocument({
    version: 1,
    panes: [true, false].map((skips) => ({
      data: { id: 'fashion-mnist', params: { train: 256, test: 100 } },
      net: { id: 'resnet', params: { depth: '8', skips } },
      runs: [{ epochs: 2, batchSize: 32, learningRate: 0.01, checkpointEvery: 1 }],
      grid: { alpha: axis, beta: axis, samples: 48 },
    })),
  });
  if (!parsed.ok) throw new Error(`The recipe is not valid: ${JSON.stringify(parsed.problems)}`);
  return parsed.document;
}

/** The fragment of a link to a recipe without results. */
export function recipeFragment(document: Document): string {
  const panes = document.panes.map(() => EMPTY_PANE);
  return encodeLink({ document, panes }, { results: false }).fragment;
}

/**
 * Opens the page with a recipe of no preset and nothing computed. Until its link is read, the page has the default experiment, whose sentence ends alike: what
 * were pressed then would be another document's.
 */
export async function openRecipe(page: Page, document: Document): Promise<void> {
  await page.goto(`./#${recipeFragment(document)}`);
  await page.getByRole('button', { name: /(Your experiment|自定义实验)$/ }).waitFor();
  await page.getByRole('heading', { level: 1, name: /, side by side$|^The loss surface around the trained weights$/ }).waitFor();
}
