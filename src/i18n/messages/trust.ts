import type { Messages } from './types';

/** How far a picture is to be trusted. Fetched with its dialog (see `addTexts`). */
export const trust = {
  'trust.lead.plane': {
    en: 'You see a flat slice through a space of {{weights}} dimensions. What looks convex here need not be convex: all other directions are left out. What looks non-convex is non-convex.',
    zh: '你看到的是 {{weights}} 维空间中的一个平面切片。这里看起来是凸的，未必真的是凸的，因为其他方向都没有画出；看起来非凸的，确实非凸。',
  },
  'trust.lead.line': {
    en: 'You see the loss along one line through a space of {{weights}} dimensions. What looks convex here need not be convex: all other directions are left out. What looks non-convex is non-convex.',
    zh: '你看到的是 {{weights}} 维空间中一条直线上的损失。这里看起来是凸的，未必真的是凸的，因为其他方向都没有画出；看起来非凸的，确实非凸。',
  },
  'trust.fact.measured': { en: 'What is measured', zh: '测量的是什么' },
  'trust.fact.around': { en: 'Around', zh: '围绕' },
  'trust.fact.directions': { en: 'Directions', zh: '方向' },
  'trust.fact.seed': { en: 'Random seed', zh: '随机种子' },
  'trust.fact.angle': { en: 'Angle of the axes', zh: '两轴夹角' },
  'trust.fact.batchNorm': { en: 'Batch norm', zh: '批归一化' },
  'trust.fact.points': { en: 'Points', zh: '点数' },
  'trust.fact.checkpoints': { en: 'Checkpoints', zh: '检查点' },
  'trust.fact.movement': { en: 'How much of the path is here', zh: '路径有多少在这里' },
  'trust.fact.gap': { en: 'Largest gap', zh: '最大差距' },
  'trust.sentence': { en: '{{text}}.', zh: '{{text}}。' },
  'trust.measured': { en: '{{field}} {{points}}.', zh: '{{points}}上的{{field}}。' },
  'trust.measuredPart': { en: 'There are {{all}} of them; the others are left out.', zh: '总共有 {{all}} 个，其余未用。' },
  'trust.measuredLoss': { en: 'Weight decay is not part of it.', zh: '不含权重衰减项。' },
  'trust.measuredImages': {
    en: 'Weight decay is not part of it, and the images are as they are.',
    zh: '不含权重衰减项，图像保持原样。',
  },
  'trust.around': { en: '{{origin}}, at the middle of the axes.', zh: '{{origin}}，位于坐标原点。' },
  'trust.seed': {
    en: '{{seeds}}. Another seed gives another picture: see whether it tells the same story.',
    zh: '{{seeds}}。换一个种子会得到另一张图：看看结论是否相同。',
  },
  'trust.seeds': {
    en: '{{seeds}}. Other seeds give other pictures: see whether they tell the same story.',
    zh: '{{seeds}}。换其他种子会得到其他图：看看结论是否相同。',
  },
  'trust.noSeed': { en: 'None: no direction is drawn at random.', zh: '无：没有随机抽取的方向。' },
  'trust.angle': { en: 'Cosine {{cosine}}; 0 is a right angle.', zh: '余弦 {{cosine}}；0 表示垂直。' },
  'trust.angleByChance': {
    en: 'Cosine {{cosine}}; 0 is a right angle, and two such random directions are about {{chance}} from it.',
    zh: '余弦 {{cosine}}；0 表示垂直，两个这样的随机方向约为 {{chance}}。',
  },
  'trust.noBatchNorm': { en: 'This net has none.', zh: '此网络没有。' },
  'trust.checkpoints': { en: '{{checkpoints}} of the run, from its start to its end.', zh: '训练从头到尾共 {{checkpoints}} 个。' },
  'trust.checkpointsOf': {
    en: '{{checkpoints}} of {{runs}} runs, from their start to their end.',
    zh: '{{runs}} 次训练从头到尾：{{checkpoints}} 个。',
  },
  'trust.inPlane': {
    en: 'Of the way from the checkpoints to the middle, the plane holds {{percent}} %.',
    zh: '从各检查点到原点的位移中，该平面包含 {{percent}} %。',
  },
  'trust.onLine': {
    en: 'Of the way from the checkpoints to the middle, the line holds {{percent}} %.',
    zh: '从各检查点到原点的位移中，该直线包含 {{percent}} %。',
  },
  'trust.gap.plane': {
    en: 'At epoch {{epoch}} the net has loss {{loss}}, the plane under it {{planeLoss}}: it lies {{distance}} off the plane, {{length}} from the middle.',
    zh: '第 {{epoch}} 轮时网络的损失为 {{loss}}，其下方平面为 {{planeLoss}}：它离平面 {{distance}}，离原点 {{length}}。',
  },
  'trust.gap.line': {
    en: 'At epoch {{epoch}} the net has loss {{loss}}, the line beside it {{planeLoss}}: it lies {{distance}} off the line, {{length}} from the middle.',
    zh: '第 {{epoch}} 轮时网络的损失为 {{loss}}，旁边直线上为 {{planeLoss}}：它离直线 {{distance}}，离原点 {{length}}。',
  },
  'trust.gapOf.plane': {
    en: 'At epoch {{epoch}} of run {{run}} ({{name}}) the net has loss {{loss}}, the plane under it {{planeLoss}}: it lies {{distance}} off the plane, {{length}} from the middle.',
    zh: '第 {{run}} 次训练（{{name}}）第 {{epoch}} 轮时网络的损失为 {{loss}}，其下方平面为 {{planeLoss}}：它离平面 {{distance}}，离原点 {{length}}。',
  },
  'trust.gapOf.line': {
    en: 'At epoch {{epoch}} of run {{run}} ({{name}}) the net has loss {{loss}}, the line beside it {{planeLoss}}: it lies {{distance}} off the line, {{length}} from the middle.',
    zh: '第 {{run}} 次训练（{{name}}）第 {{epoch}} 轮时网络的损失为 {{loss}}，旁边直线上为 {{planeLoss}}：它离直线 {{distance}}，离原点 {{length}}。',
  },
  'trust.scree.title': { en: 'How much of the path is in this plane?', zh: '路径有多少在这个平面里？' },
  'trust.scree.titleLine': { en: 'How much of the path is on this line?', zh: '路径有多少在这条直线上？' },
  'trust.scree.about': {
    en: 'Each bar is the share of the movement along one principal axis of the path. Dark bars are the axes you see.',
    zh: '每根柱表示路径的一个主轴所占的移动比例。深色柱是图中的轴。',
  },
  'trust.scree.walk': {
    en: 'Lines: what a random walk with as many steps would give. Only what rises above them says something about training.',
    zh: '横线：步数相同的随机游走的结果。只有高出横线的部分才反映训练。',
  },
  'trust.scree.shown': { en: 'The axes you see hold {{percent}} %.', zh: '图中的轴包含 {{percent}} %。' },
  'trust.scree.first': { en: 'The first {{count}} together hold {{percent}} %.', zh: '前 {{count}} 个共包含 {{percent}} %。' },
  'trust.scree.byChance': { en: 'A random walk would give {{percent}} %.', zh: '随机游走约为 {{percent}} %。' },
  'trust.scree.axis': { en: 'Principal axis', zh: '主轴' },
  'trust.scree.label': { en: 'Share of the movement by principal axis: {{shares}}', zh: '各主轴所占移动比例：{{shares}}' },
  'trust.scree.labelWalk': { en: 'a random walk: {{shares}}', zh: '随机游走：{{shares}}' },
  'trust.every': { en: 'Every checkpoint', zh: '每个检查点' },
  'trust.everyAbout': {
    en: 'A path is drawn at its true loss. The surface under it may be higher or lower, the more so the farther the net lies off the plane.',
    zh: '路径按真实损失绘制。其下方的曲面可能更高或更低，网络离平面越远，差别越大。',
  },
} as const satisfies Messages;
