import type { Messages } from './types';

/** Texts of the curvature map's controls in the open surface step. Fetched with it (see `addTexts`). */
export const curvatureStep = {
  'curvature.title': { en: 'Curvature map', zh: '曲率图' },
  'curvature.note': {
    en: 'How sharply the loss bends up and down at up to 25 × 25 points of each plane: the largest and smallest eigenvalue of its Hessian.',
    zh: '在每个平面的至多 25 × 25 个点上，损失向上和向下弯曲的程度：其 Hessian 矩阵的最大和最小特征值。',
  },
  'curvature.takes': { en: 'Takes about {{time}} here.', zh: '在此设备上约需 {{time}}。' },
  'curvature.notYet': {
    en: 'It needs the trained weights and finished planes: run the experiment first.',
    zh: '需要训练好的权重和完成的平面：请先运行实验。',
  },
  'curvature.noLine': { en: 'It needs a plane: set the extent to a plane first.', zh: '需要平面：请先将范围设为平面。' },
  'curvature.start': { en: 'Compute the map', zh: '计算曲率图' },
  'curvature.goOn': { en: 'Go on', zh: '继续' },
  'curvature.stop': { en: 'Stop', zh: '停止' },
  'curvature.progress': { en: '{{done}} of {{all}} points', zh: '{{all}} 个点中的 {{done}} 个' },
  'curvature.progressLeft': {
    en: '{{done}} of {{all}} points · about {{left}} left',
    zh: '{{all}} 个点中的 {{done}} 个 · 约剩 {{left}}',
  },
  'curvature.progressName': { en: 'Progress of the curvature map', zh: '曲率图的进度' },
  'curvature.colours': { en: 'Colours show', zh: '颜色显示' },
  'curvature.choose.loss': { en: 'Surface', zh: '曲面' },
  'curvature.choose.ratio': { en: 'Ratio', zh: '比值' },
  'curvature.choose.largest': { en: 'λmax', zh: 'λmax' },
  'curvature.choose.smallest': { en: 'λmin', zh: 'λmin' },
  'curvature.shareOf': {
    en: '{{letter}}: {{percent}} of the points are clearly not convex (λmin/λmax below −0.05).',
    zh: '{{letter}}：{{percent}} 的点明显非凸（λmin/λmax 低于 −0.05）。',
  },
} as const satisfies Messages;
