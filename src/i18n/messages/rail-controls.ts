import type { Messages } from './types';

/** Texts that only an open step shows. Fetched with its controls (see `addTexts`). */
export const railControls = {
  'rail.number.range': {
    en: 'Only {{min}} to {{max}}: the number from before stays.',
    zh: '只能在 {{min}} 到 {{max}} 之间：保留原来的数。',
  },
  'rail.number.integer': { en: 'Only whole numbers: the number from before stays.', zh: '只能是整数：保留原来的数。' },
  'rail.number.noNumber': { en: 'This is no number: the number from before stays.', zh: '这不是数字：保留原来的数。' },
  'rail.compare': { en: 'Let the panes differ here', zh: '让各栏取不同的值' },
  'rail.makeEqual': { en: 'Same in all panes', zh: '各栏取相同的值' },
  'rail.compareFor': { en: '{{label}}: let the panes differ', zh: '{{label}}：各栏取不同的值' },
  'rail.makeEqualFor': { en: '{{label}}: a value for each pane', zh: '{{label}}：每栏各有一个值' },
  'rail.ofPane': { en: '{{label}}, pane {{letter}}', zh: '{{label}}，{{letter}} 栏' },
  'rail.optionOff': { en: '{{label}} – {{reason}}', zh: '{{label}}（{{reason}}）' },
  'rail.directions.rescaleNote': {
    en: 'First layer × 10, second ÷ 10: the same function at another point.',
    zh: '第一层 × 10，第二层 ÷ 10：函数不变，位置不同。',
  },
  'rail.surface.pathsNote': {
    en: 'Drawn at its true loss; paler the farther it lies from the surface’s plane.',
    zh: '按真实损失绘制；离曲面所在平面越远，颜色越淡。',
  },
  'nets.about.mlp': {
    en: 'Layers in which every unit sees all units before it; skips carry each layer’s input past it.',
    zh: '每个单元都与前一层的所有单元相连；跳跃连接把每层的输入绕过该层。',
  },
  'images.about.cnn': {
    en: '3 × 3 convolutions and pooling, nothing else. The paper has no such net.',
    zh: '只有 3 × 3 卷积与池化。论文中没有这种网络。',
  },
  'images.about.vgg9': {
    en: 'Convolutions in growing numbers with batch norm, no shortcuts (Figures 2 to 4 and 9).',
    zh: '通道逐层增多的卷积加批归一化，没有捷径（图 2 至 4、图 9）。',
  },
  'images.about.resnet': {
    en: 'Pairs of convolutions, each with a shortcut around it, or without (Figures 1 and 5).',
    zh: '成对的卷积，每对可以有绕过它的捷径，也可以没有（图 1 和图 5）。',
  },
  'images.about.wideResnet': {
    en: 'A ResNet of more channels: flatter minima in the paper (Figure 6); here fewer errors, hardly less rough.',
    zh: '通道更多的 ResNet：论文中极小点更平坦（图 6）；这里错误更少，粗糙度变化不大。',
  },
  'images.about.densenet': {
    en: 'Every layer sees all layers before it, side by side (Figure 7).',
    zh: '每一层都能看到前面所有层的输出（图 7）。',
  },
  'rail.surface.noBatchNorm': { en: 'This net has no batch norm.', zh: '这个网络没有批归一化。' },
} as const satisfies Messages;
