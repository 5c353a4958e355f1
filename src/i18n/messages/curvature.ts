import type { Messages } from './types';

/** Texts of curvature maps as they are drawn and read. Fetched with the pictures (see `addTexts`). */
export const curvature = {
  'curvature.scale.ratio': { en: 'Bends down / up, |λmin/λmax|', zh: '向下/向上弯曲，|λmin/λmax|' },
  'curvature.scale.largest': { en: 'Bends up, λmax, log scale', zh: '向上弯曲，λmax，对数刻度' },
  'curvature.scale.smallest': { en: 'Bends down, −λmin, log scale', zh: '向下弯曲，−λmin，对数刻度' },
  'curvature.foot.ratio': {
    en: 'Dark: it bends down by less than a tenth of how it bends up, nearly convex. Pale: as much down as up, or more.',
    zh: '深色：向下的弯曲不到向上的十分之一，近似凸。浅色：向下弯曲与向上一样多，或更多。',
  },
  'curvature.foot.largest': {
    en: 'Pale: the loss bends up sharply in its steepest direction. Dark: it is flat.',
    zh: '浅色：损失在最陡的方向上急剧向上弯曲。深色：平坦。',
  },
  'curvature.foot.smallest': {
    en: 'Pale: the loss bends down sharply in some direction. Dark: it bends down in none, or hardly.',
    zh: '浅色：损失在某个方向上急剧向下弯曲。深色：没有方向向下弯曲，或几乎没有。',
  },
  'curvature.share': { en: '{{percent}} clearly not convex', zh: '{{percent}} 明显非凸' },
  'curvature.median.largest': { en: 'median λmax {{value}}', zh: 'λmax 中位数 {{value}}' },
  'curvature.median.smallest': { en: 'median −λmin {{value}}', zh: '−λmin 中位数 {{value}}' },
  'curvature.caption.surface': {
    en: 'Colours: curvature at {{points}} points of the plane, straight in between; heights and lines are those of the loss.',
    zh: '颜色：平面上 {{points}} 个点的曲率，其间线性插值；高度和等高线仍为损失。',
  },
  'curvature.caption.contours': {
    en: 'Curvature at {{points}} points of the plane, cubic in between.',
    zh: '平面上 {{points}} 个点的曲率，其间三次插值。',
  },
  'curvature.alike': {
    en: 'The shares that are clearly not convex (λmin/λmax below −0.05) hardly differ between these nets: {{shares}}. The paper’s Figure 7 finds a difference; these maps do not.',
    zh: '这些网络明显非凸（λmin/λmax 低于 −0.05）的比例几乎相同：{{shares}}。论文图 7 看到了差别，这些图没有。',
  },
  'curvature.readingAt': {
    en: 'At α {{alpha}}, β {{beta}}, the nearest point of the curvature map',
    zh: '曲率图上最近的点：α {{alpha}}、β {{beta}}',
  },
  'curvature.spectrum': { en: 'Spectrum', zh: '谱' },
  'curvature.spectrumHere': { en: 'Hessian spectrum here', zh: '此处的 Hessian 谱' },
  'curvature.spectrumAbout': { en: 'All eigenvalues of the Hessian at this point', zh: '此处 Hessian 的全部特征值' },
  'curvature.reading': {
    en: '{{letter}}, near here: λmax {{largest}} ± {{largestBound}}, λmin {{smallest}} ± {{smallestBound}}',
    zh: '{{letter}}，此处附近：λmax {{largest}} ± {{largestBound}}，λmin {{smallest}} ± {{smallestBound}}',
  },
} as const satisfies Messages;
