import type { Messages } from './types';

/** What each kind of direction shows. Fetched with the controls of an open step (see `addTexts`). */
export const directionNotes = {
  'lines.compareUnscaled': { en: 'Compare with unscaled', zh: '与未缩放的比较' },
  'lines.repeatsNote': {
    en: 'Draws the line along this many random directions; the first one bold.',
    zh: '沿这么多个随机方向作曲线，第一条加粗。',
  },
  'directions.about.random': {
    en: 'Random steps, scaled to the weights: what surrounds the net in any direction.',
    zh: '按权重缩放的随机方向：网络四周的样子。',
  },
  'directions.about.between': {
    en: 'Straight to another checkpoint, which lies at 1: compares two minima, or start and end.',
    zh: '直通另一个检查点（位于 1 处）：比较两个极小值，或起点与终点。',
  },
  'directions.about.principal': {
    en: 'Where the training path moves most: the plane that shows it best.',
    zh: '训练路径移动最多的方向：最能展示路径的平面。',
  },
  'directions.about.eigenvector': {
    en: 'An extreme eigenvector of the Hessian at the trained weights: where the loss bends most, or least.',
    zh: '训练权重处 Hessian 的极端特征向量：损失弯曲最强或最弱的方向。',
  },
  'directions.about.gradient': {
    en: 'Against the slope: where plain gradient descent would go next.',
    zh: '沿负梯度：普通梯度下降的下一步方向。',
  },
} as const satisfies Messages;
