import type { Messages } from './types';

/** Texts of the samples of image sets. Fetched with the stage (see `addTexts`). */
export const samples = {
  'samples.title': { en: 'Samples', zh: '样本' },
  'samples.atProbe': { en: 'Samples, with each net’s answer', zh: '样本及各网络的回答' },
  'samples.range': { en: '{{from}}–{{to}} of {{count}}', zh: '{{from}}–{{to}} / {{count}}' },
  'samples.none': { en: 'None', zh: '没有' },
  'samples.noneText': { en: 'No sample is like that here.', zh: '这里没有这样的样本。' },
  'samples.show': { en: 'Which samples', zh: '显示哪些样本' },
  'samples.filter.all': { en: 'All samples', zh: '全部样本' },
  'samples.filter.wrong': { en: 'Only wrong ones', zh: '只看答错的' },
  'samples.filter.wrongFor': { en: 'Wrong in {{letter}}', zh: '{{letter}} 答错的' },
  'samples.filter.differ': { en: 'Where nets differ', zh: '回答不同的' },
  'samples.class': { en: 'Which class', zh: '哪个类别' },
  'samples.allClasses': { en: 'All classes', zh: '全部类别' },
  'samples.classNumber': { en: 'class {{number}}', zh: '类别 {{number}}' },
  'samples.before': { en: 'Samples before', zh: '前面的样本' },
  'samples.next': { en: 'Next samples', zh: '后面的样本' },
  'samples.larger': { en: 'Look at more samples', zh: '查看更多样本' },
  'samples.ofPane': { en: 'Samples of', zh: '样本来自' },
  'samples.right': { en: 'right', zh: '正确' },
  'samples.wrong': { en: 'wrong:', zh: '错误：' },
  'samples.train': {
    en: 'From the {{count}} training images that the surface is measured on.',
    zh: '取自测量曲面所用的 {{count}} 张训练图像。',
  },
  'samples.test': {
    en: 'From the {{count}} test images that the surface is measured on.',
    zh: '取自测量曲面所用的 {{count}} 张测试图像。',
  },
  'samples.untrained': { en: 'Train here to see what the nets make of them.', zh: '在这里训练后，可看到网络的回答。' },
  'samples.pages': { en: 'Pages of samples; arrow keys turn them', zh: '样本翻页；可用方向键' },
  'samples.mistakes': { en: 'Most often mistaken', zh: '最常见的错误' },
  'samples.mistake': { en: '{{label}} taken for {{predicted}}: {{count}}', zh: '{{label}}被认作{{predicted}}：{{count}}' },
  'samples.noMistakes': { en: 'Nothing: every sample is right.', zh: '没有，全部正确。' },
} as const satisfies Messages;
