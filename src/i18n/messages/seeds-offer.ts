import type { Messages } from './types';

/** The ways to the checks of other random directions and of other trainings, and why they are shut. Fetched with the controls that offer it (see `addTexts`). */
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
  'trainings.open': { en: 'Try other trainings', zh: '试试其他训练' },
  'trainings.about': {
    en: 'The same recipe trained from other seeds: does the difference hold, or was it this training?',
    zh: '同一配方换种子再训练：差别依旧，还是只是这次训练的偶然？',
  },
  'trainings.line': { en: 'It compares planes, and here are lines only.', zh: '它比较的是平面，而这里只有曲线。' },
} as const satisfies Messages;
