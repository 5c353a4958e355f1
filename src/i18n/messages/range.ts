import type { Messages } from './types';

/** Texts of the two ranges that a plane can be looked at over. */
export const range = {
  'range.label': { en: 'Range', zh: '范围' },
  'range.near': { en: 'Near', zh: '近看' },
  'range.far': { en: 'Far', zh: '远看' },
  'range.about': {
    en: 'How far the weights are moved along each axis: near, up to 12 % of their own size; far, up to 100 %.',
    zh: '沿每个轴把权重移动多远：近看最多为自身大小的 12%，远看最多 100%。',
  },
  'range.is': { en: 'Range: {{range}}', zh: '范围：{{range}}' },
  'range.about.near': { en: 'Weights move by up to 12 % of their own size.', zh: '权重最多移动自身大小的 12%。' },
  'range.about.far': { en: 'Weights move by up to 100 %.', zh: '权重最多移动 100%。' },
  'range.missing.near': {
    en: 'This result came without its near range. Run again to see it.',
    zh: '此结果未附近看的曲面。重新运行即可看到。',
  },
  'range.missing.far': {
    en: 'This result came without its far range. Run again to see it.',
    zh: '此结果未附远看的曲面。重新运行即可看到。',
  },
} as const satisfies Messages;
