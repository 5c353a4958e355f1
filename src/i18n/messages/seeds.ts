import type { Messages } from './types';

/** Texts of the check of other random directions. Fetched with its dialog (see `addTexts`). */
export const seeds = {
  'seeds.title': { en: 'Other random directions', zh: '其他随机方向' },
  'seeds.lead': {
    en: 'The same trained weights, other random directions: {{points}} × {{points}} points each, the same range. Press a picture to put its directions on the page.',
    zh: '同样的训练权重，不同的随机方向：每幅 {{points}} × {{points}} 个点，范围相同。点按图像即可在页面上使用其方向。',
  },
  'seeds.how': { en: 'How many', zh: '数量' },
  'seeds.seed': { en: 'Seed {{seed}}', zh: '种子 {{seed}}' },
  'seeds.present': { en: 'on the page', zh: '页面所用' },
  'seeds.roughness': { en: 'roughness {{roughness}}', zh: '粗糙度 {{roughness}}' },
  'seeds.minima_one': { en: '{{count}} minimum', zh: '{{count}} 个极小值' },
  'seeds.minima_other': { en: '{{count}} minima', zh: '{{count}} 个极小值' },
  'seeds.coming': { en: '{{percent}} done', zh: '已完成 {{percent}}' },
  'seeds.waiting': { en: 'waiting', zh: '等待中' },
  'seeds.training': { en: 'training, {{percent}}', zh: '训练中，{{percent}}' },
  'seeds.holes': { en: '{{share}} holes', zh: '空洞 {{share}}' },
  'seeds.use': { en: 'Use {{title}}. {{figures}}', zh: '使用{{title}}。{{figures}}' },
  'seeds.presentIs': { en: '{{title}}, on the page now. {{figures}}', zh: '{{title}}，页面正在使用。{{figures}}' },
  'seeds.ofPane': { en: '{{letter}}: {{text}}', zh: '{{letter}}：{{text}}' },
  'seeds.progress': { en: '{{done}} of {{all}} pictures', zh: '{{all}} 幅中的 {{done}} 幅' },
  'seeds.stop': { en: 'Stop', zh: '停止' },
  'seeds.start': { en: 'Start', zh: '开始' },
  'seeds.goOn': { en: 'Go on', zh: '继续' },
  'seeds.range': { en: '{{low}} to {{high}}', zh: '{{low}} 至 {{high}}' },
  'seeds.spread': {
    en: 'Over {{count}} seeds: roughness {{roughness}}, local minima {{minima}}.',
    zh: '{{count}} 个种子：粗糙度 {{roughness}}，局部极小值 {{minima}}。',
  },
  'seeds.spreadOf': {
    en: '{{letter}} over {{count}} seeds: roughness {{roughness}}, local minima {{minima}}.',
    zh: '{{letter}} 的 {{count}} 个种子：粗糙度 {{roughness}}，局部极小值 {{minima}}。',
  },
  'seeds.apart': {
    en: 'Every one of {{rough}}’s pictures is rougher than every one of {{smooth}}’s.',
    zh: '{{rough}} 的每一幅都比 {{smooth}} 的每一幅更粗糙。',
  },
  'seeds.always': {
    en: 'With every seed {{rough}} is rougher than {{smooth}}, but the two ranges overlap.',
    zh: '对每个种子，{{rough}} 都比 {{smooth}} 更粗糙，但两个范围有重叠。',
  },
  'seeds.sometimes': {
    en: '{{rough}} is rougher than {{smooth}} with {{count}} of {{all}} seeds: which one looks rougher depends on the directions.',
    zh: '{{all}} 个种子中有 {{count}} 个 {{rough}} 比 {{smooth}} 更粗糙：哪个更粗糙取决于方向。',
  },
  'seeds.holed_one': {
    en: '{{count}} picture has too many holes to be counted: points without a number.',
    zh: '有 {{count}} 幅空洞（没有数值的点）太多，未计入。',
  },
  'seeds.holed_other': {
    en: '{{count}} pictures have too many holes to be counted: points without a number.',
    zh: '有 {{count}} 幅空洞（没有数值的点）太多，未计入。',
  },
  'seeds.table': { en: 'As a table', zh: '以表格显示' },
  'seeds.column.seed': { en: 'Seed', zh: '种子' },
  'seeds.column.roughness': { en: '{{letter}} roughness', zh: '{{letter}} 粗糙度' },
  'seeds.column.minima': { en: '{{letter}} local minima', zh: '{{letter}} 局部极小值' },
  'seeds.column.holes': { en: '{{letter}} holes', zh: '{{letter}} 空洞' },
} as const satisfies Messages;
