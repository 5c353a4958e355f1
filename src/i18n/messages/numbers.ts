import type { Messages } from './types';

/** Texts of the dialog with all numbers side by side (see `addTexts`). */
export const numbers = {
  'numbers.title': { en: 'Sharpness and other numbers', zh: '尖锐度等数值' },
  'numbers.lead': {
    en: 'How sharp each minimum is, in many measures, next to its test error. Numbers of different nets compare only where they do not depend on the scale of the weights.',
    zh: '用多种指标衡量每个极小点有多尖锐，并与测试错误率并列。只有不依赖权重尺度的数值才能在不同网络之间比较。',
  },
  'numbers.dependent': { en: 'depends on scale', zh: '依赖尺度' },
  'numbers.dependent.about': {
    en: 'Changes when two layers are rescaled so that the net computes the same function.',
    zh: '把两层重新缩放、网络函数不变时，此数会改变。',
  },
  'numbers.invariant': { en: 'independent of scale', zh: '不依赖尺度' },
  'numbers.invariant.about': {
    en: 'Stays the same when two layers are rescaled so that the net computes the same function.',
    zh: '把两层重新缩放、网络函数不变时，此数不变。',
  },
  'numbers.number': { en: 'Number', zh: '数值' },
  'numbers.scale': { en: 'Scale of the weights', zh: '权重尺度' },
  'numbers.measure': { en: 'Measure sharpness', zh: '测量尖锐度' },
  'numbers.stop': { en: 'Stop', zh: '停止' },
  'numbers.copy': { en: 'Copy as text', zh: '复制为文本' },
  'numbers.copied': { en: 'Numbers copied, for a spreadsheet or a note', zh: '数值已复制，可粘贴到表格或笔记' },
  'numbers.notCopied': {
    en: 'The browser does not allow copying. Select the table and copy it by hand.',
    zh: '浏览器不允许复制，请选中表格手动复制。',
  },
  'numbers.progress': { en: '{{done}} of {{all}} numbers', zh: '{{done}} / {{all}} 个数值' },
  'numbers.missing': {
    en: 'The weights of {{panes}} are not on this device. Train to measure how sharp that minimum is.',
    zh: '{{panes}} 的权重不在本设备上。训练后才能测量该极小点的尖锐度。',
  },
  'numbers.testError': { en: 'Test error', zh: '测试错误率' },
  'numbers.testError.about': { en: 'Share of test samples answered wrongly.', zh: '答错的测试样本所占比例。' },
  'numbers.testLoss': { en: 'Test loss', zh: '测试损失' },
  'numbers.testLoss.about': { en: 'Mean loss on the test samples.', zh: '测试样本上的平均损失。' },
  'numbers.trainLoss': { en: 'Training loss', zh: '训练损失' },
  'numbers.trainLoss.about': { en: 'Mean loss on the training samples, without weight decay.', zh: '训练样本上的平均损失，不含权重衰减。' },
  'numbers.widthAlpha': { en: 'Basin width along α, at L₀ + 0.5', zh: '盆地宽度（α 方向，L₀ + 0.5 处）' },
  'numbers.widthBeta': { en: 'Basin width along β, at L₀ + 0.5', zh: '盆地宽度（β 方向，L₀ + 0.5 处）' },
  'numbers.width.about': {
    en: 'From rim to rim, where the loss has risen by 0.5. “>”: the basin goes on beyond the range.',
    zh: '从一侧到另一侧损失升高 0.5 之间的距离。“>”表示盆地超出范围。',
  },
  'numbers.area': { en: 'Basin area, at L₀ + 0.5', zh: '盆地面积（L₀ + 0.5 处）' },
  'numbers.area.about': {
    en: 'Area around the minimum where the loss is less than 0.5 higher, in α times β.',
    zh: '极小点周围损失升高不到 0.5 的区域面积，单位为 α×β。',
  },
  'numbers.roughness': { en: 'Roughness', zh: '粗糙度' },
  'numbers.roughness.about': {
    en: 'Mean bend of the log loss from point to point, on {{columns}} × {{rows}} points.',
    zh: '对数损失逐点弯折的平均值，取 {{columns}} × {{rows}} 个点。',
  },
  'numbers.nonConvex': { en: 'Clearly not convex', zh: '明显非凸' },
  'numbers.nonConvex.about': {
    en: 'Share of the plane with λmin/λmax below −0.05, by the curvature map.',
    zh: '平面上 λmin/λmax 低于 −0.05 的部分，取自曲率图。',
  },
  'numbers.minima': { en: 'Local minima', zh: '局部极小' },
  'numbers.minima.about': {
    en: 'Dips at least 0.05 deep in the log loss, on {{columns}} × {{rows}} points.',
    zh: '对数损失中深度不小于 0.05 的凹处，取 {{columns}} × {{rows}} 个点。',
  },
  'numbers.holes': { en: 'Holes', zh: '空洞' },
  'numbers.holes.about': {
    en: 'Share of {{columns}} × {{rows}} points whose loss is no number. The other numbers leave them out.',
    zh: '{{columns}} × {{rows}} 个点中损失不是数值的部分，其他数字不计这些点。',
  },
  'numbers.largestEigenvalue': { en: 'Largest curvature, λmax', zh: '最大曲率 λmax' },
  'numbers.largestEigenvalue.about': {
    en: 'Largest eigenvalue of the Hessian: how steeply the steepest valley wall bends.',
    zh: '海森矩阵的最大特征值：最陡方向弯曲的程度。',
  },
  'numbers.trace': { en: 'Trace of the Hessian', zh: '海森矩阵的迹' },
  'numbers.trace.about': {
    en: 'Sum of all curvatures, estimated from 30 random probes, ± its standard error.',
    zh: '所有曲率之和，由 30 个随机向量估计，± 标准误差。',
  },
  'numbers.gradientNorm': { en: 'Gradient norm ‖∇L‖', zh: '梯度范数 ‖∇L‖' },
  'numbers.gradientNorm.about': {
    en: 'How steep the loss is right here; 0 at the bottom of a basin.',
    zh: '此处损失的陡度；盆地底部为 0。',
  },
  'numbers.keskar': { en: 'Keskar sharpness', zh: 'Keskar 尖锐度' },
  'numbers.keskar.about': {
    en: 'Worst rise in percent when each weight may move by a thousandth of itself and 0.001.',
    zh: '每个权重可移动自身的千分之一再加 0.001 时，损失的最大升幅（%）。',
  },
  'numbers.rise': { en: 'SAM rise', zh: 'SAM 升幅' },
  'numbers.rise.about': { en: 'Rise of the loss after one step of length 0.05 uphill.', zh: '沿上坡走一步（长度 0.05）后损失的升幅。' },
  'numbers.adaptiveRise': { en: 'Adaptive SAM rise', zh: '自适应 SAM 升幅' },
  'numbers.adaptiveRise.about': { en: 'The same step, scaled for each filter by its size.', zh: '同样的一步，但按每个滤波器的大小缩放。' },
} as const satisfies Messages;
