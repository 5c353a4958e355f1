import type { Messages } from './types';

/** The way to the check of other random directions, and why it is shut. Fetched with the controls that offer it (see `addTexts`). */
export const seedsOffer = {
  'seeds.open': { en: 'Try other directions', zh: '试试其他方向' },
  'seeds.about': {
    en: 'The same net along several pairs of directions: does the picture depend on which were drawn?',
    zh: '同一网络沿几组随机方向的样子：图像是否取决于抽到的方向？',
  },
  'seeds.noRandom': { en: 'No axis is random here: there is nothing to draw again.', zh: '这里没有随机轴，无需重抽。' },
  'seeds.line': {
    en: 'A line repeats in its own picture: set “Random directions” in the Surface step.',
    zh: '曲线在自己的图中重复：请在“曲面”步骤设置“随机方向数”。',
  },
  'seeds.notYet': { en: 'It needs the trained weights: run the experiment first.', zh: '需要训练好的权重：请先运行实验。' },
} as const satisfies Messages;
