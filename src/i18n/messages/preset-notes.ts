import type { Messages } from './types';

/** What each experiment is about, and what to look for in it. Fetched when their menu opens (see `addTexts`). */
export const presetNotes = {
  'presets.group.net': { en: 'The net', zh: '网络' },
  'presets.group.training': { en: 'Training', zh: '训练' },
  'presets.group.paths': { en: 'Training paths', zh: '训练路径' },
  'presets.group.curvature': { en: 'Sharpness and curvature', zh: '尖锐程度与曲率' },
  'presets.group.data': { en: 'Real data', zh: '真实数据' },
  'catalog.preset.skip-connections.about': {
    en: 'Without skip connections, a deep net’s surface turns rough (Figure 1).',
    zh: '去掉跳跃连接，深度网络的曲面变得粗糙（图 1）。',
  },
  'catalog.preset.depth.about': {
    en: 'Without skip connections: the deeper the net, the rougher.',
    zh: '没有跳跃连接：网络越深，曲面越粗糙。',
  },
  'catalog.preset.depth-with-skips.about': {
    en: 'With skip connections, depth roughens too: 1.7-fold from 10 to 30 layers, instead of 3.5-fold.',
    zh: '有跳跃连接：加深也更粗糙，10 到 30 层为 1.7 倍，没有时为 3.5 倍。',
  },
  'catalog.preset.batch-norm.about': {
    en: 'Ten layers with and without batch norm: compare roughness and error.',
    zh: '十层网络，有无批归一化：比较粗糙度与错误率。',
  },
  'catalog.preset.width.about': {
    en: 'Width 8 against 32: the wider net’s minimum is flatter, its surface smoother (Figure 6).',
    zh: '宽度 8 与 32：更宽的网络极小点更平坦，曲面更平滑（图 6）。',
  },
  'catalog.preset.activation.about': {
    en: 'ReLU, tanh, GELU and softplus: which valley is the smoothest?',
    zh: 'ReLU、tanh、GELU 与 softplus：哪个谷底最平滑？',
  },
  'catalog.preset.batch-size.about': {
    en: 'On spirals, small batches find the wider basin, yet make no fewer errors than the full batch.',
    zh: '螺旋数据上，小批量的盆地更宽，错误却不比全批量少。',
  },
  'catalog.preset.batch-line.about': {
    en: 'From a small-batch minimum to a full-batch one: weight decay swaps which looks sharp (Figure 2).',
    zh: '从小批量极小点到全批量极小点：权重衰减会对调谁显得尖锐（图 2）。',
  },
  'catalog.preset.weight-decay.about': {
    en: 'With and without weight decay: compare roughness and error.',
    zh: '有无权重衰减：比较粗糙度与错误率。',
  },
  'catalog.preset.random-axes.about': {
    en: 'One path on three planes: random axes show next to nothing of it (Figure 8).',
    zh: '同一条路径画在三个平面上：随机方向几乎看不到它（图 8）。',
  },
  'catalog.preset.three-minima.about': {
    en: 'One net from three starts: each learns the digits, and between them lie hills.',
    zh: '同一网络，三个起点：个个都学会了数字，而它们之间隔着山丘。',
  },
  'catalog.preset.optimizer-paths.about': {
    en: 'Four ways of training from one start, on the plane that shows them best (Figure 9).',
    zh: '从同一起点出发的四种训练，画在最能展示它们的平面上（图 9）。',
  },
  'catalog.preset.curvature.about': {
    en: 'Is it convex where it looks convex? Colours show where the loss bends down (Figure 7).',
    zh: '看起来凸的地方真的凸吗？颜色显示损失在哪里向下弯曲（图 7）。',
  },
  'catalog.preset.rescaled.about': {
    en: 'One function, its weights rescaled: raw surfaces change, scaled ones do not.',
    zh: '同一函数，缩放权重：原始曲面改变，缩放后的曲面不变。',
  },
  'catalog.preset.digits.about': {
    en: 'Handwritten digits, 20 layers: rougher without skip connections.',
    zh: '手写数字，20 层：没有跳跃连接更粗糙。',
  },
  'catalog.preset.edge-of-stability.about': {
    en: 'Gradient descent at three rates: sharpness climbs to 2/η and stays near it.',
    zh: '三种学习率的梯度下降：尖锐度升到 2/η 后停在那里。',
  },
  'catalog.preset.resnet-fashion.about': {
    en: 'Clothing, 44 layers: rougher and more errors without shortcuts.',
    zh: '服装图像，44 层：没有捷径时更粗糙，错误更多。',
  },
  'catalog.preset.deep-resnet-fashion.about': {
    en: 'Clothing, 56 layers as in Figure 1: hard to train without shortcuts.',
    zh: '服装图像，56 层，同图 1：没有捷径时很难训练。',
  },
  'catalog.preset.iris.about': {
    en: '150 real flowers: the deep net’s surface is the rougher one.',
    zh: '150 朵真实的花：深网络的曲面更粗糙。',
  },
} as const satisfies Messages;
