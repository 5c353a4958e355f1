import type { Messages } from './types';

/** The sentences under a picture. Fetched with the stage (see `addTexts`). */
export const captions = {
  // How this picture was made
  'catalog.caption.loss': { en: 'Loss', zh: '损失' },
  'catalog.caption.accuracy': { en: 'Accuracy', zh: '准确率' },
  'catalog.caption.train': { en: 'on {{samples}} training points', zh: '{{samples}} 个训练点' },
  'catalog.caption.test': { en: 'on {{samples}} test points', zh: '{{samples}} 个测试点' },
  'catalog.caption.along': {
    en: '{{field}} {{points}} around {{origin}}, along {{direction}}; {{held}}.',
    zh: '{{points}}上的{{field}}，围绕{{origin}}，沿{{direction}}；{{held}}。',
  },
  'catalog.caption.mixed': {
    en: '{{field}} {{points}} around {{origin}}, along {{first}} and {{second}}; {{held}}.',
    zh: '{{points}}上的{{field}}，围绕{{origin}}，沿{{first}}和{{second}}；{{held}}。',
  },
  'catalog.caption.trained': { en: 'the trained weights', zh: '训练好的权重' },
  'catalog.caption.epoch': { en: 'the weights at epoch {{epoch}}', zh: '第 {{epoch}} 轮的权重' },
  'catalog.caption.ofRun': { en: '{{origin}} of run {{run}} ({{name}})', zh: '第 {{run}} 次训练（{{name}}）的{{origin}}' },
  'catalog.caption.rescaled': { en: '{{origin}}, rescaled by {{factor}}', zh: '{{origin}}（缩放 {{factor}} 倍）' },
  'catalog.caption.random.filter_one': { en: 'one random direction scaled filter by filter', zh: '{{count}} 个按滤波器缩放的随机方向' },
  'catalog.caption.random.filter_other': { en: 'two random directions scaled filter by filter', zh: '{{count}} 个按滤波器缩放的随机方向' },
  'catalog.caption.random.layer_one': { en: 'one random direction scaled layer by layer', zh: '{{count}} 个按层缩放的随机方向' },
  'catalog.caption.random.layer_other': { en: 'two random directions scaled layer by layer', zh: '{{count}} 个按层缩放的随机方向' },
  'catalog.caption.random.weight_one': { en: 'one random direction scaled weight by weight', zh: '{{count}} 个按权重缩放的随机方向' },
  'catalog.caption.random.weight_other': { en: 'two random directions scaled weight by weight', zh: '{{count}} 个按权重缩放的随机方向' },
  'catalog.caption.random.dfilter_one': {
    en: 'one random direction whose filters have length one',
    zh: '{{count}} 个滤波器为单位长度的随机方向',
  },
  'catalog.caption.random.dfilter_other': {
    en: 'two random directions whose filters have length one',
    zh: '{{count}} 个滤波器为单位长度的随机方向',
  },
  'catalog.caption.random.dlayer_one': {
    en: 'one random direction whose layers have length one',
    zh: '{{count}} 个各层为单位长度的随机方向',
  },
  'catalog.caption.random.dlayer_other': {
    en: 'two random directions whose layers have length one',
    zh: '{{count}} 个各层为单位长度的随机方向',
  },
  'catalog.caption.random.none_one': { en: 'one random direction that is not scaled', zh: '{{count}} 个未缩放的随机方向' },
  'catalog.caption.random.none_other': { en: 'two random directions that are not scaled', zh: '{{count}} 个未缩放的随机方向' },
  'catalog.caption.held': { en: 'biases and batch norm held', zh: '偏置与批归一化保持不变' },
  'catalog.caption.moved': { en: 'biases and batch norm weights move too', zh: '偏置与批归一化权重也移动' },
  'catalog.caption.frozen': { en: 'Batch norm statistics are those of the trained net.', zh: '批归一化统计量取自训练好的网络。' },
  'catalog.caption.interpolated': { en: 'Batch norm statistics move with the weights.', zh: '批归一化统计量随权重移动。' },
  'catalog.caption.recomputed': { en: 'Batch norm statistics are computed anew at every point.', zh: '批归一化统计量在每点重新计算。' },
  'catalog.caption.seed': { en: 'Seed {{seed}}.', zh: '种子 {{seed}}。' },
  'catalog.caption.seedCosine': { en: 'Seed {{seed}}, cosine {{cosine}}.', zh: '种子 {{seed}}，余弦 {{cosine}}。' },
  'catalog.caption.seedCosineChance': {
    en: 'Seed {{seed}}, cosine {{cosine}} (by chance about {{chance}}).',
    zh: '种子 {{seed}}，余弦 {{cosine}}（随机约为 {{chance}}）。',
  },
  'catalog.caption.seeds': { en: 'Seeds {{seed}} and {{second}}.', zh: '种子 {{seed}} 与 {{second}}。' },
  'catalog.caption.seedsCosine': {
    en: 'Seeds {{seed}} and {{second}}, cosine {{cosine}}.',
    zh: '种子 {{seed}} 与 {{second}}，余弦 {{cosine}}。',
  },
  'catalog.caption.seedsCosineChance': {
    en: 'Seeds {{seed}} and {{second}}, cosine {{cosine}} (by chance about {{chance}}).',
    zh: '种子 {{seed}} 与 {{second}}，余弦 {{cosine}}（随机约为 {{chance}}）。',
  },
  'catalog.caption.grid': { en: '{{columns}} × {{rows}} points, cubic in between.', zh: '{{columns}} × {{rows}} 个点，其间三次插值。' },
  'catalog.caption.gridOf': {
    en: 'These are {{columns}} × {{rows}} of its {{ofColumns}} × {{ofRows}} points, cubic in between.',
    zh: '这里是 {{ofColumns}} × {{ofRows}} 个点中的 {{columns}} × {{rows}} 个，其间三次插值。',
  },
  'catalog.caption.pointsOf': {
    en: 'These are {{columns}} of its {{ofColumns}} points.',
    zh: '这里是 {{ofColumns}} 个点中的 {{columns}} 个。',
  },
  'catalog.caption.points': { en: '{{columns}} points.', zh: '{{columns}} 个点。' },
  'catalog.caption.cut': { en: 'Heights above {{cap}} are cut off.', zh: '高于 {{cap}} 的部分已截去。' },
  'catalog.caption.holes_one': {
    en: '{{count}} point has no finite loss and is left open.',
    zh: '{{count}} 个点没有有限的损失，留作空洞。',
  },
  'catalog.caption.holes_other': {
    en: '{{count}} points have no finite loss and are left open.',
    zh: '{{count}} 个点没有有限的损失，留作空洞。',
  },
  'catalog.caption.statistics': {
    en: 'Roughness and minima are counted on {{columns}} × {{rows}} of these points.',
    zh: '粗糙度与极小点按其中 {{columns}} × {{rows}} 个点计算。',
  },
  'images.caption.flips': {
    en: 'Trained on images flipped at random; drawn on images as they are.',
    zh: '训练时随机翻转图像；绘图用原图。',
  },
  'images.caption.flips-and-crops': {
    en: 'Trained on images flipped and cropped at random; drawn on images as they are.',
    zh: '训练时随机翻转和裁剪图像；绘图用原图。',
  },
  'images.caption.train': { en: 'on {{samples}} training images', zh: '{{samples}} 张训练图像' },
  'images.caption.test': { en: 'on {{samples}} test images', zh: '{{samples}} 张测试图像' },
  // Directions that are made from runs or slopes
  'directions.caption.between.end': { en: 'the way to the end of run {{run}}', zh: '通往第 {{run}} 次训练终点的方向' },
  'directions.caption.between.start': { en: 'the way to the start of run {{run}}', zh: '通往第 {{run}} 次训练起点的方向' },
  'directions.caption.between.epoch': { en: 'the way to epoch {{epoch}} of run {{run}}', zh: '通往第 {{run}} 次训练第 {{epoch}} 轮的方向' },
  'directions.caption.principal.all.centred': {
    en: 'principal axis {{component}} of all paths (centred)',
    zh: '全部路径的第 {{component}} 主轴（已中心化）',
  },
  'directions.caption.principal.all.raw': {
    en: 'principal axis {{component}} of all paths (not centred)',
    zh: '全部路径的第 {{component}} 主轴（未中心化）',
  },
  'directions.caption.principal.own.centred': {
    en: 'principal axis {{component}} of its own path (centred)',
    zh: '自身路径的第 {{component}} 主轴（已中心化）',
  },
  'directions.caption.principal.own.raw': {
    en: 'principal axis {{component}} of its own path (not centred)',
    zh: '自身路径的第 {{component}} 主轴（未中心化）',
  },
  'directions.caption.eigenvector.largest': { en: 'the direction of strongest curvature', zh: '曲率最大的方向' },
  'directions.caption.eigenvector.second': { en: 'the direction of second strongest curvature', zh: '曲率第二大的方向' },
  'directions.caption.eigenvector.smallest': { en: 'the direction of lowest curvature', zh: '曲率最小的方向' },
  'directions.caption.gradient': { en: 'the direction of steepest descent', zh: '最陡下降方向' },
  'directions.caption.cosine': { en: 'Cosine of the axes {{cosine}}.', zh: '两轴余弦 {{cosine}}。' },
  'directions.caption.explained': {
    en: 'The two axes show {{total}} % of the movement ({{first}} + {{second}}).',
    zh: '两轴展示了 {{total}} % 的移动（{{first}} + {{second}}）。',
  },
  'directions.caption.explainedOne': { en: 'The principal axis shows {{first}} % of the movement.', zh: '主轴展示了 {{first}} % 的移动。' },
  'captions.path.run': { en: 'Path', zh: '路径' },
  'captions.path.epoch': { en: 'Epoch', zh: '轮次' },
  'captions.path.atEnd': { en: 'Where each path ends', zh: '各路径的终点处' },
  'captions.path.atEpoch': { en: 'At the checkpoint nearest epoch {{epoch}}', zh: '离第 {{epoch}} 轮最近的检查点处' },
  'captions.path.loss': { en: 'True loss', zh: '真实损失' },
  'captions.path.planeLoss': { en: 'On the plane', zh: '平面上' },
  'captions.path.lineLoss': { en: 'On the line', zh: '直线上' },
  'captions.path.lineDistance': { en: 'Off the line', zh: '离直线距离' },
  'captions.path.distance': { en: 'Off the plane', zh: '离平面距离' },
  'directions.caption.explainedByChance': { en: 'A random walk would give {{percent}} %.', zh: '随机游走约为 {{percent}} %。' },
  'directions.caption.inPlane': {
    en: 'Of the way from {{checkpoints}} checkpoints to the centre, the plane holds {{percent}} %. The path runs at its true loss; the white stems end on the surface.',
    zh: '从 {{checkpoints}} 个检查点到中心的位移中，该平面包含 {{percent}} %。路径按真实损失绘制，白线末端落在曲面上。',
  },
  'directions.caption.onLine': {
    en: 'Of the way from {{checkpoints}} checkpoints to the centre, the line holds {{percent}} %.',
    zh: '从 {{checkpoints}} 个检查点到中心的位移中，该直线包含 {{percent}} %。',
  },
  'captions.trust': { en: 'How far to trust this picture', zh: '这张图有多可信' },
  'directions.caption.movesAll': { en: 'all weights move', zh: '所有权重一起移动' },
} as const satisfies Messages;
