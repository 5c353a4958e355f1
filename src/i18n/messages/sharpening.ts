import type { Messages } from './types';

/** Texts of sharpness along the training. Fetched with the pictures (see `addTexts`). */
export const sharpening = {
  'sharpening.tab': { en: 'Sharpness', zh: '尖锐度' },
  'sharpening.title': { en: 'Sharpness λmax', zh: '尖锐度 λmax' },
  'sharpening.dashed': { en: 'dashed: 2/η', zh: '虚线：2/η' },
  'sharpening.dashedOther': { en: 'dashed: limit', zh: '虚线：上限' },
  'sharpening.line': { en: '2/η = {{limit}}', zh: '2/η = {{limit}}' },
  'sharpening.lineOther': { en: 'limit {{limit}}', zh: '上限 {{limit}}' },
  'sharpening.hover': { en: 'epoch {{epoch}}: {{value}} ± {{bound}}', zh: '第 {{epoch}} 轮：{{value}} ± {{bound}}' },
  'sharpening.reading': { en: '{{sharpness}}', zh: '{{sharpness}}' },
  'sharpening.readingLimit': { en: '{{sharpness}}, limit {{limit}}', zh: '{{sharpness}}，上限 {{limit}}' },
  'sharpening.measuring': { en: 'measured at {{done}} of {{all}} checkpoints', zh: '已测量 {{done}}/{{all}} 个检查点' },
  'sharpening.train': { en: 'train here to see it along the way', zh: '在这里训练即可看到全过程' },
  'sharpening.noLine.optimizer': { en: 'no limit line with {{optimizer}}', zh: '{{optimizer}} 没有上限线' },
  'sharpening.noLine.batches': { en: 'no limit line with batches of {{batch}}', zh: '批量为 {{batch}} 时没有上限线' },
  'sharpening.noLine.augmentation': { en: 'no limit line with changed images', zh: '图像被改动时没有上限线' },
  'sharpening.why.optimizer': {
    en: 'There is no limit line for {{optimizer}}: it gives each weight a step size of its own.',
    zh: '{{optimizer}} 没有上限线：它给每个权重各自的步长。',
  },
  'sharpening.why.batches': {
    en: 'There is no limit line for batches of {{batch}}: it is known for steps on the whole training set.',
    zh: '批量为 {{batch}} 时没有上限线：它只对使用整个训练集的步子成立。',
  },
  'sharpening.why.augmentation': {
    en: 'There is no limit line where images are flipped or cropped at random: no two steps go down the same loss.',
    zh: '图像被随机翻转或裁剪时没有上限线：每一步下降的损失都不同。',
  },
  'sharpening.about': {
    en: 'Sharpness is λmax, the largest eigenvalue of the Hessian: how strongly the loss that training goes down bends in its sharpest direction. It is measured at the checkpoints, over all trained weights and the whole training set, to 1\u202f%.',
    zh: '尖锐度是 λmax，即 Hessian 矩阵的最大特征值：训练所下降的损失在最尖锐的方向上弯曲得多厉害。在检查点处测量，涵盖所有训练的权重和整个训练集，精确到 1\u202f%。',
  },
  'sharpening.aboutBatchNorm': {
    en: 'Batch norm takes its statistics from the whole training set.',
    zh: '批归一化的统计量取自整个训练集。',
  },
  'sharpening.aboutDecay': { en: 'Weight decay is part of that loss.', zh: '权重衰减是该损失的一部分。' },
  'sharpening.aboutLimit': {
    en: 'Above the dashed line, 2 divided by the learning rate η, each step overshoots by more than the last. Training often raises the sharpness up to that line and then stays about there, with a loss that goes up and down on its way down (Cohen et al. 2021).',
    zh: '高于虚线（2 除以学习率 η）时，每一步都比上一步冲过得更多。训练常把尖锐度推到这条线附近并停留在那里，损失则在起伏中下降（Cohen 等，2021）。',
  },
  'sharpening.aboutMomentum': { en: 'Momentum moves the line.', zh: '动量会移动这条线。' },
  'sharpening.table': { en: 'Sharpness at checkpoints', zh: '检查点处的尖锐度' },
  'sharpening.tableOf': { en: 'Sharpness at checkpoints, {{run}}', zh: '检查点处的尖锐度，{{run}}' },
  'sharpening.table.epoch': { en: 'epoch', zh: '轮次' },
  'sharpening.table.value': { en: 'λmax', zh: 'λmax' },
  'sharpening.table.bound': { en: '± at most', zh: '± 至多' },
  'sharpening.table.limit': { en: 'limit', zh: '上限' },
  'sharpening.table.loss': { en: 'training loss', zh: '训练损失' },
} as const satisfies Messages;
