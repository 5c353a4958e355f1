import type { Messages } from './types';

/** Texts of the dialog that makes links and files. Fetched with it (see `addTexts`). */
export const shareDialog = {
  'share.title': { en: 'Share this picture', zh: '分享这幅图' },
  'share.about': { en: 'Everything is in the link itself. Nothing is uploaded.', zh: '内容都在链接里，不会上传。' },
  'share.with.two': { en: 'With both surfaces', zh: '连同两个曲面' },
  'share.with.one': { en: 'With the surface', zh: '连同曲面' },
  'share.with.all': { en: 'With all surfaces', zh: '连同全部曲面' },
  'share.with.about': {
    en: 'Opens at once, drawn from {{points}} points. Too long for some chat apps.',
    zh: '打开即可看到，由 {{points}} 个点绘成。对某些聊天软件来说太长。',
  },
  'share.with.curves': {
    en: 'Opens at once, without a surface. Too long for some chat apps.',
    zh: '打开即可看到，不含曲面。对某些聊天软件来说太长。',
  },
  'share.recipe': { en: 'Recipe only', zh: '仅配方' },
  'share.recipe.about': {
    en: 'Short. Whoever opens it trains the nets, about {{seconds}} s.',
    zh: '很短。打开的人需要自己训练网络，约 {{seconds}} 秒。',
  },
  'share.length': { en: '{{characters}} characters', zh: '{{characters}} 个字符' },
  'share.link.label': { en: 'Link', zh: '链接' },
  'share.copy': { en: 'Copy link', zh: '复制链接' },
  'share.copied': { en: 'Link copied, {{characters}} characters', zh: '链接已复制，{{characters}} 个字符' },
  'share.nothing': {
    en: 'Nothing has been computed yet, so there is only a recipe to share.',
    zh: '还没有计算结果，只能分享配方。',
  },
  'share.leftOut': { en: 'Left out of the link', zh: '链接里没有的内容' },
  'share.leftOut.file': { en: 'A file holds everything.', zh: '文件会保存全部内容。' },
  'share.leftOut.results': { en: 'All results: the link holds the recipe alone', zh: '全部结果：链接里只有配方' },
  'share.leftOut.weights': { en: 'The trained weights ({{panes}})', zh: '训练好的权重（{{panes}}）' },
  'share.leftOut.surfacePoints': {
    en: 'Surface points: {{to}} of {{from}} travel ({{panes}})',
    zh: '曲面的部分点：{{from}} 中保留 {{to}}（{{panes}}）',
  },
  'share.leftOut.curvePoints': {
    en: 'Curve points: at most {{to}} of {{from}} travel ({{panes}})',
    zh: '曲线的部分点：{{from}} 个中最多保留 {{to}} 个（{{panes}}）',
  },
  'share.leftOut.boundaryCells': {
    en: 'Decision boundary: {{to}} of {{from}} cells travel ({{panes}})',
    zh: '决策边界的部分格子：{{from}} 中保留 {{to}}（{{panes}}）',
  },
  'share.leftOut.accuracy': { en: 'Accuracy over the surface ({{panes}})', zh: '曲面上的准确率（{{panes}}）' },
  'share.leftOut.paths': { en: 'The training paths ({{panes}})', zh: '训练路径（{{panes}}）' },
  'share.leftOut.boundary': { en: 'The decision boundary ({{panes}})', zh: '决策边界（{{panes}}）' },
  'share.leftOut.curves': { en: 'The training curves ({{panes}})', zh: '训练曲线（{{panes}}）' },
  'share.leftOut.surface': { en: 'The surface ({{panes}})', zh: '曲面（{{panes}}）' },
  'share.leftOut.otherRange': {
    en: 'The surface over the other range: run again to see it ({{panes}})',
    zh: '另一个范围上的曲面：重新计算即可看到（{{panes}}）',
  },
  'share.leftOut.otherRangePoints': {
    en: 'Points of the surface over the other range: {{to}} of {{from}} travel ({{panes}})',
    zh: '另一个范围上曲面的部分点：{{from}} 中保留 {{to}}（{{panes}}）',
  },
  'share.leftOut.negativeLosses': {
    en: 'The surface: it has negative losses, which cannot be right ({{panes}})',
    zh: '曲面：其中有负的损失值，这不可能是对的（{{panes}}）',
  },
  'share.format.npz': { en: 'Everything (NPZ)', zh: '全部内容（NPZ）' },
  'share.format.json': { en: 'Everything, readable (JSON)', zh: '全部内容，可读（JSON）' },
  'share.format.csv': { en: 'Numbers (CSV)', zh: '数据（CSV）' },
  'share.format.png': { en: 'Picture (PNG)', zh: '图片（PNG）' },
  'share.format.svg': { en: 'Contours (SVG)', zh: '等高线（SVG）' },
} as const satisfies Messages;
