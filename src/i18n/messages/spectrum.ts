import type { Messages } from './types';

/** Texts of the spectrum of the Hessian at a point. Fetched with its dialog (see `addTexts`). */
export const spectrum = {
  'spectrum.titleTrained': { en: 'Hessian spectrum at the trained weights', zh: '训练好的权重处的 Hessian 谱' },
  'spectrum.title': { en: 'Hessian spectrum at α {{alpha}}, β {{beta}}', zh: 'α {{alpha}}、β {{beta}} 处的 Hessian 谱' },
  'spectrum.lead': {
    en: 'Each eigenvalue is how sharply the loss bends along one direction: right of zero it bends up, left of zero it bends down. The curve shows how many eigenvalues lie where, estimated from random probes and smoothed a little.',
    zh: '每个特征值是损失沿某一方向弯曲的程度：零右侧向上弯，零左侧向下弯。曲线显示各处有多少特征值，由随机探测估计并略作平滑。',
  },
  'spectrum.axis': { en: 'Eigenvalue', zh: '特征值' },
  'spectrum.density': { en: 'Density, log', zh: '密度（对数）' },
  'spectrum.plot': {
    en: 'Density of the eigenvalues of {{pane}}. The table below says the same in numbers.',
    zh: '{{pane}} 的特征值密度，下表为其数值。',
  },
  'spectrum.waiting': { en: 'Looking for both ends of the spectrum …', zh: '正在寻找谱的两端……' },
  'spectrum.firstProbe': { en: 'Both ends are known. The first probe is under way …', zh: '两端已知，正在进行第一次探测……' },
  'spectrum.missing': {
    en: 'The trained weights are not on this device: run the experiment first.',
    zh: '本机没有训练好的权重：请先运行实验。',
  },
  'spectrum.notFinite': { en: 'The loss is not a finite number here, so it has no spectrum.', zh: '此处损失不是有限数，没有谱。' },
  'spectrum.sameAxes': { en: 'Same axes for all', zh: '共用坐标轴' },
  'spectrum.number': { en: 'Number', zh: '数值' },
  'spectrum.largest': { en: 'Largest eigenvalue, λmax', zh: '最大特征值 λmax' },
  'spectrum.smallest': { en: 'Smallest eigenvalue, λmin', zh: '最小特征值 λmin' },
  'spectrum.ratio': { en: 'Bends down / up, |λmin/λmax|', zh: '向下/向上弯曲 |λmin/λmax|' },
  'spectrum.below': { en: 'Eigenvalues clearly below zero', zh: '明显小于零的特征值' },
  'spectrum.below.about': {
    en: 'by more than 1/400 of the width of the spectrum, as the curve is smoothed; ± standard error',
    zh: '低于零超过谱宽的 1/400（即曲线的平滑宽度）；± 标准误差',
  },
  'spectrum.ofCurvature': { en: 'Share of the curvature that is negative', zh: '负曲率的份额' },
  'spectrum.ofCurvature.about': {
    en: 'the sum of the sizes of negative eigenvalues, of that of all; ± standard error',
    zh: '负特征值绝对值之和占全部绝对值之和的比例；± 标准误差',
  },
  'spectrum.trace': { en: 'Sum of all eigenvalues (trace)', zh: '全部特征值之和（迹）' },
  'spectrum.trace.about': { en: '± standard error', zh: '± 标准误差' },
  'spectrum.ends.about': { en: '± bound on the error', zh: '± 误差界' },
  'spectrum.weights': { en: 'Number of eigenvalues', zh: '特征值个数' },
  'spectrum.weights.about': {
    en: 'one for each weight of a kernel; biases and batch norm are left out',
    zh: '每个权重核的元素一个，不含偏置和批归一化',
  },
  'spectrum.probes': { en: 'Probes', zh: '探测次数' },
  'spectrum.plusMinus': { en: '{{value}} ± {{bound}}', zh: '{{value}} ± {{bound}}' },
  'spectrum.progress': { en: '{{done}} of {{all}} probes', zh: '{{all}} 次探测中的 {{done}} 次' },
  'spectrum.traceSurer': { en: 'The curves are done. The trace is getting surer …', zh: '曲线已完成，迹的估计正在变准……' },
  'spectrum.stop': { en: 'Stop', zh: '停止' },
  'spectrum.again': { en: 'Start again', zh: '重新开始' },
} as const satisfies Messages;
