import type { Messages } from './types';

export const nets = {
  'nets.mlp': { en: 'Fully connected net', zh: '全连接网络' },
  'nets.depth': { en: 'Hidden layers', zh: '隐藏层数' },
  'nets.width': { en: 'Width', zh: '宽度' },
  'nets.activation': { en: 'Activation', zh: '激活函数' },
  'nets.activation.tanh': { en: 'tanh', zh: 'tanh' },
  'nets.activation.relu': { en: 'ReLU', zh: 'ReLU' },
  'nets.activation.gelu': { en: 'GELU', zh: 'GELU' },
  'nets.activation.softplus': { en: 'softplus', zh: 'softplus' },
  'nets.skips': { en: 'Skips', zh: '跳跃连接' },
  'nets.batchNorm': { en: 'Batch norm', zh: '批归一化' },
  'nets.init': { en: 'Starting weights', zh: '初始权重' },
  'nets.init.he': { en: 'He', zh: 'He' },
  'nets.init.glorot': { en: 'Glorot', zh: 'Glorot' },
  'nets.init.lecun': { en: 'LeCun', zh: 'LeCun' },
  'nets.initScale': { en: 'Starting scale', zh: '初始缩放' },
  'nets.reparametrisation.needsRelu': {
    en: 'Rescaling keeps the function only with ReLU.',
    zh: '只有使用 ReLU 时，缩放权重才不改变函数。',
  },
  'nets.reparametrisation.batchNorm': {
    en: 'Rescaling needs a net without batch norm, which undoes it.',
    zh: '缩放权重需要没有批归一化的网络，否则会被它抵消。',
  },
  'nets.reparametrisation.skips': {
    en: 'Rescaling needs a net without skips, which carry the unscaled values on.',
    zh: '缩放权重需要没有跳跃连接的网络，否则未缩放的值会直接传下去。',
  },
  'nets.reparametrisation.needsHidden': { en: 'Rescaling needs a hidden layer.', zh: '缩放权重需要至少一个隐藏层。' },
  // Short phrases for summaries and for the names of panes.
  'nets.depth.value': { en: '{{value}} hidden layers', zh: '{{value}} 个隐藏层' },
  'nets.width.value': { en: 'width {{value}}', zh: '宽度 {{value}}' },
  'nets.skips.noun': { en: 'skip connections', zh: '跳跃连接' },
  'nets.skips.on': { en: 'skips on', zh: '有跳跃连接' },
  'nets.skips.off': { en: 'skips off', zh: '无跳跃连接' },
  'nets.batchNorm.noun': { en: 'batch norm', zh: '批归一化' },
  'nets.batchNorm.on': { en: 'batch norm', zh: '批归一化' },
  'nets.batchNorm.off': { en: 'no batch norm', zh: '无批归一化' },
  'nets.initScale.value': { en: 'starting scale {{value}}', zh: '初始缩放 {{value}}' },
} as const satisfies Messages;
