import type { Messages } from './types';

/** Texts of lines: both splits, repeats, histograms of weights. Fetched with the stage (see `addTexts`). */
export const lines = {
  'lines.train': { en: 'solid: training', zh: '实线：训练' },
  'lines.test': { en: 'dashed: test', zh: '虚线：测试' },
  'lines.trainLoss': { en: 'training loss', zh: '训练损失' },
  'lines.trainAccuracy': { en: 'training accuracy', zh: '训练准确率' },
  'lines.testLoss': { en: 'test loss', zh: '测试损失' },
  'lines.testAccuracy': { en: 'test accuracy', zh: '测试准确率' },
  'lines.widths': {
    en: '{{count}} random directions: width at +0.5 loss {{range}}',
    zh: '{{count}} 个随机方向：损失 +0.5 处宽 {{range}}',
  },
  'lines.widthsBeyond': {
    en: '{{count}} random directions: width at +0.5 loss {{range}}, {{beyond}} beyond the range',
    zh: '{{count}} 个随机方向：损失 +0.5 处宽 {{range}}，{{beyond}} 个超出范围',
  },
  'lines.allBeyond': {
    en: '{{count}} random directions: at +0.5 loss all are wider than the range',
    zh: '{{count}} 个随机方向：损失 +0.5 处都宽过此范围',
  },
  'lines.seedLoss': { en: '{{loss}}, seed {{seed}}', zh: '{{loss}}，种子 {{seed}}' },
  'lines.weightsAt': { en: 'Weights at α = {{at}}', zh: 'α = {{at}} 处的权重' },
  'lines.norm': { en: 'norm {{norm}}', zh: '范数 {{norm}}' },
  'lines.logCounts': { en: 'log counts', zh: '计数取对数' },
  'lines.logCountsLabel': { en: 'Counts are on a log scale.', zh: '计数为对数刻度。' },
  'lines.weightsLabel': {
    en: 'Histogram of the weights at α = {{at}}, run {{run}}, epoch {{epoch}}: {{count}} kernel weights without biases and batch norm, norm {{norm}}, half of them from {{low}} to {{high}}.',
    zh: 'α = {{at}} 处（第 {{run}} 次训练，第 {{epoch}} 轮）权重的直方图：{{count}} 个核权重（不含偏置与批归一化），范数 {{norm}}，一半位于 {{low}} 到 {{high}}。',
  },
} as const satisfies Messages;
