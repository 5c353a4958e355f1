import type { Messages } from './types';

/** Texts of the check of other trainings. Fetched with its dialog (see `addTexts`). */
export const trainings = {
  'trainings.title': { en: 'Other trainings', zh: '其他训练' },
  'trainings.lead': {
    en: 'The same recipe from other starts and in other batch orders, along the same directions: {{points}} × {{points}} points each. Press a picture to put its training on the page.',
    zh: '同一配方，从不同的起点、按不同的批次顺序训练，方向相同：每幅 {{points}} × {{points}} 个点。点按图像即可把这次训练放到页面上。',
  },
  'trainings.seeds': { en: 'Seeds {{seeds}}', zh: '种子 {{seeds}}' },
  'trainings.busy': { en: '{{done}} of {{all}} trainings · about {{time}} left', zh: '{{all}} 次训练中的 {{done}} 次 · 约剩 {{time}}' },
  'trainings.stopped': { en: '{{done}} of {{all}} trainings', zh: '{{all}} 次训练中的 {{done}} 次' },
  'trainings.expected': { en: 'Training takes about {{time}} here', zh: '在这里训练约需 {{time}}' },
  'trainings.measure.roughness': { en: 'Roughness', zh: '粗糙度' },
  'trainings.measure.minima': { en: 'Local minima', zh: '局部极小值' },
  'trainings.measure.flat': { en: 'Flat share of the plane', zh: '平面的平坦部分' },
  'trainings.measure.error': { en: 'Test error', zh: '测试错误率' },
  'trainings.figure.roughness': { en: 'roughness {{value}}', zh: '粗糙度 {{value}}' },
  'trainings.figure.flat': { en: '{{value}} flat', zh: '平坦 {{value}}' },
  'trainings.dots': { en: 'Spread over the trainings', zh: '各次训练的分布' },
  'trainings.legend': {
    en: 'Dots: one training each. Stroke and band: mean ± standard deviation between trainings.',
    zh: '圆点：每次训练一个。竖线与色带：各次训练的均值 ± 标准差。',
  },
  'trainings.column': { en: '{{measure}}', zh: '{{measure}}' },
  'trainings.columnOf': { en: '{{letter}}: {{measure}}', zh: '{{letter}}：{{measure}}' },
  'trainings.outRow': { en: '{{title}} (left out)', zh: '{{title}}（未计入）' },
  'trainings.sum.mean': { en: 'Mean', zh: '均值' },
  'trainings.sum.deviation': { en: 'Standard deviation', zh: '标准差' },
  'trainings.sum.ratio': { en: 'Largest ÷ smallest', zh: '最大 ÷ 最小' },
  'trainings.every.roughness': {
    en: 'In every one of {{all}} trainings, {{most}}’s surface is rougher than {{least}}’s: on average {{ratio}} times.',
    zh: '{{all}} 次训练，次次都是 {{most}} 的曲面更粗糙：平均是 {{least}} 的 {{ratio}} 倍。',
  },
  'trainings.some.roughness': {
    en: 'In {{shown}} of {{all}} trainings, {{most}}’s surface is rougher than {{least}}’s: on average {{ratio}} times.',
    zh: '{{all}} 次训练中，有 {{shown}} 次是 {{most}} 的曲面更粗糙：平均是 {{least}} 的 {{ratio}} 倍。',
  },
  'trainings.every.minima': {
    en: 'In every one of {{all}} trainings, {{most}}’s surface has more local minima than {{least}}’s: on average {{more}} against {{fewer}}.',
    zh: '{{all}} 次训练，次次都是 {{most}} 的曲面局部极小值更多：平均 {{more}} 个，{{least}} 为 {{fewer}} 个。',
  },
  'trainings.some.minima': {
    en: 'In {{shown}} of {{all}} trainings, {{most}}’s surface has more local minima than {{least}}’s: on average {{more}} against {{fewer}}.',
    zh: '{{all}} 次训练中，有 {{shown}} 次是 {{most}} 的曲面局部极小值更多：平均 {{more}} 个，{{least}} 为 {{fewer}} 个。',
  },
  'trainings.every.flat': {
    en: 'In every one of {{all}} trainings, {{least}}’s minimum is sharper than {{most}}’s: on average {{fewer}} of its plane is flat instead of {{more}}.',
    zh: '{{all}} 次训练，次次都是 {{least}} 的极小点更尖锐：平面的平坦部分平均为 {{fewer}}，{{most}} 为 {{more}}。',
  },
  'trainings.some.flat': {
    en: 'In {{shown}} of {{all}} trainings, {{least}}’s minimum is sharper than {{most}}’s: on average {{fewer}} of its plane is flat instead of {{more}}.',
    zh: '{{all}} 次训练中，有 {{shown}} 次是 {{least}} 的极小点更尖锐：平面的平坦部分平均为 {{fewer}}，{{most}} 为 {{more}}。',
  },
  'trainings.every.error': {
    en: 'In every one of {{all}} trainings, {{most}}’s test error is higher than {{least}}’s: on average {{more}} against {{fewer}}.',
    zh: '{{all}} 次训练，次次都是 {{most}} 的测试错误率更高：平均 {{more}}，{{least}} 为 {{fewer}}。',
  },
  'trainings.some.error': {
    en: 'In {{shown}} of {{all}} trainings, {{most}}’s test error is higher than {{least}}’s: on average {{more}} against {{fewer}}.',
    zh: '{{all}} 次训练中，有 {{shown}} 次是 {{most}} 的测试错误率更高：平均 {{more}}，{{least}} 为 {{fewer}}。',
  },
  'trainings.alike': { en: 'Of their surfaces no difference can be told.', zh: '曲面则看不出差别。' },
  'trainings.none': { en: 'In these {{all}} trainings no difference can be told.', zh: '就这 {{all}} 次训练而言，看不出差别。' },
  'trainings.few': { en: 'More trainings may tell one.', zh: '多训练几次也许能看出来。' },
  'trainings.notComparable': {
    en: 'The panes look at different ranges or axes, so their surfaces do not compare.',
    zh: '各栏的范围或坐标轴不同，曲面不可比较。',
  },
  'trainings.one.roughness': {
    en: 'Over {{all}} trainings, roughness is {{mean}} ± {{deviation}}: the largest is {{ratio}} times the smallest.',
    zh: '{{all}} 次训练的粗糙度为 {{mean}} ± {{deviation}}：最大的是最小的 {{ratio}} 倍。',
  },
  'trainings.one.roughness.zero': {
    en: 'Over {{all}} trainings, roughness is {{mean}} ± {{deviation}}.',
    zh: '{{all}} 次训练的粗糙度为 {{mean}} ± {{deviation}}。',
  },
  'trainings.one.flat': {
    en: 'Over {{all}} trainings, {{mean}} ± {{deviation}} of the plane is flat.',
    zh: '{{all}} 次训练中，平面的 {{mean}} ± {{deviation}} 是平坦的。',
  },
  'trainings.tooFew': { en: 'Too few trainings are left to say anything.', zh: '剩下的训练太少，无法下结论。' },
  'trainings.left_one': {
    en: '{{count}} of {{all}} trainings is left out: its card says why.',
    zh: '{{all}} 次训练中有 {{count}} 次未计入：原因见其卡片。',
  },
  'trainings.left_other': {
    en: '{{count}} of {{all}} trainings are left out: their cards say why.',
    zh: '{{all}} 次训练中有 {{count}} 次未计入：原因见其卡片。',
  },
  'trainings.out.diverged': {
    en: 'Left out: net {{letter}} did not train, its loss is no longer a number',
    zh: '未计入：网络 {{letter}} 没有训练成功，损失已不是数值',
  },
  'trainings.out.diverged.one': {
    en: 'Left out: the net did not train, its loss is no longer a number',
    zh: '未计入：网络没有训练成功，损失已不是数值',
  },
  'trainings.out.guessing': {
    en: 'Left out: net {{letter}} learnt nothing, {{share}} right as by guessing',
    zh: '未计入：网络 {{letter}} 什么也没学到，答对 {{share}}，与瞎猜一样',
  },
  'trainings.out.holes': {
    en: 'Left out: {{share}} of surface {{letter}} has no number',
    zh: '未计入：曲面 {{letter}} 有 {{share}} 的点没有数值',
  },
  'trainings.out.holes.one': { en: 'Left out: {{share}} of the surface has no number', zh: '未计入：曲面有 {{share}} 的点没有数值' },
  'trainings.out.tooFew': { en: 'Left out: surface {{letter}} has too few points', zh: '未计入：曲面 {{letter}} 的点太少' },
  'trainings.out.tooFew.one': { en: 'Left out: the surface has too few points', zh: '未计入：曲面的点太少' },
} as const satisfies Messages;
