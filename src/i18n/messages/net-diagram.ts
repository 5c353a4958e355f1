import type { Messages } from './types';

/** Texts of the net diagram. Fetched with the controls of a step (see `addTexts`). */
export const netDiagram = {
  'netDiagram.of': { en: 'Diagram of the net', zh: '网络结构图' },
  'netDiagram.ofPanes': { en: 'Diagram of the net in {{panes}}', zh: '{{panes}} 的网络结构图' },
  'netDiagram.larger': { en: 'Larger diagram', zh: '放大结构图' },
  'netDiagram.title': { en: 'The net, layer by layer', zh: '网络的逐层结构' },
  'netDiagram.titles': { en: 'The nets, layer by layer', zh: '各网络的逐层结构' },
  'netDiagram.images': { en: 'images', zh: '图像' },
  'netDiagram.inputs': { en: 'inputs', zh: '输入' },
  'netDiagram.conv': { en: 'conv {{sizes}}', zh: '卷积 {{sizes}}' },
  'netDiagram.stride': { en: '{{title}}, stride {{stride}}', zh: '{{title}}，步长 {{stride}}' },
  'netDiagram.dense': { en: 'dense', zh: '全连接' },
  'netDiagram.maxPool': { en: 'max pool {{size}}', zh: '最大池化 {{size}}' },
  'netDiagram.maxPoolShort': { en: 'max pool', zh: '最大池化' },
  'netDiagram.averagePool': { en: 'mean pool {{size}}', zh: '平均池化 {{size}}' },
  'netDiagram.averagePoolShort': { en: 'mean pool', zh: '平均池化' },
  'netDiagram.globalPool': { en: 'mean of the image', zh: '全图平均' },
  'netDiagram.globalPoolShort': { en: 'mean', zh: '平均' },
  'netDiagram.batchNorm': { en: 'batch norm', zh: '批归一化' },
  'netDiagram.total': {
    en: '{{parameters}} parameters, {{multiplyAdds}} multiply-adds',
    zh: '{{parameters}} 个参数，{{multiplyAdds}} 次乘加',
  },
  'netDiagram.boxLegend': {
    en: 'Each box says what it does, the shape that it gives, and its parameters, those of repetitions included.',
    zh: '每个方框写明运算、输出形状和参数个数（含重复部分）。',
  },
  'netDiagram.numberLegend': { en: 'on the right: parameters', zh: '右侧：参数个数' },
  'netDiagram.addLegend': { en: 'adds what went in', zh: '与输入相加' },
  'netDiagram.concatenateLegend': { en: 'puts what went in beside it', zh: '与输入并排' },
  'netDiagram.throughLegend': { en: 'a 1×1 convolution on the way', zh: '途经 1×1 卷积' },
  'netDiagram.item': {
    en: '{{title}}, gives {{shape}}, parameters: {{parameters}}',
    zh: '{{title}}，输出 {{shape}}，参数：{{parameters}}',
  },
  'netDiagram.repeated': { en: '{{count}} times in a row: {{item}}', zh: '连续 {{count}} 次：{{item}}' },
  'netDiagram.added': { en: '{{item}}; a skip adds what went in', zh: '{{item}}；跳跃连接加上输入' },
  'netDiagram.addedThrough': {
    en: '{{item}}; a skip adds what went in, through a 1×1 convolution',
    zh: '{{item}}；跳跃连接经 1×1 卷积加上输入',
  },
  'netDiagram.concatenated': { en: '{{item}}; a skip puts what went in beside it', zh: '{{item}}；跳跃连接把输入并排放在旁边' },
} as const satisfies Messages;
