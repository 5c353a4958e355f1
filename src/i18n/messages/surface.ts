import type { Messages } from './types';

export const surface = {
  'surface.label': { en: '3-D', zh: '三维' },
  'surface.empty': { en: 'No surface yet', zh: '还没有曲面' },
  'surface.trainedWeights': { en: 'trained weights', zh: '训练好的权重' },
  'surface.lossIs': { en: 'loss {{loss}}', zh: '损失 {{loss}}' },
  'surface.trainedIs': { en: 'trained weights, {{value}}', zh: '训练好的权重，{{value}}' },
  'surface.loss': { en: 'loss', zh: '损失' },
  'surface.accuracy': { en: 'accuracy', zh: '准确率' },
  'surface.probe': { en: 'α {{alpha}} β {{beta}}', zh: 'α {{alpha}} β {{beta}}' },
  'surface.noWebgl': {
    en: 'This browser can’t draw 3-D here, so contours are shown.',
    zh: '此浏览器无法在这里绘制三维图，因此显示等高线。',
  },
  'surface.lost': {
    en: 'The graphics card stopped drawing. The surface returns when it does; contours and line work meanwhile.',
    zh: '显卡停止了绘图，恢复后曲面会重新出现；在此期间等高线和曲线可以使用。',
  },
  'surface.bakeFailed': {
    en: 'The surface could not be prepared for drawing. Reload the page to try again; contours and line work.',
    zh: '曲面未能准备好。请重新载入页面再试；等高线和曲线可以使用。',
  },
  'surface.plot': { en: 'Loss surface {{letter}}: {{name}}', zh: '损失曲面 {{letter}}：{{name}}' },
  'surface.plotAccuracy': { en: 'Accuracy surface {{letter}}: {{name}}', zh: '准确率曲面 {{letter}}：{{name}}' },
  'surface.keys': {
    en: 'Arrow keys move the pin, Enter fixes it, Escape puts it back. Shift and arrow keys turn the view, plus and minus zoom, 0 resets.',
    zh: '方向键移动标记，回车固定，Esc 放回原处。Shift 加方向键旋转视角，加号和减号缩放，0 复位。',
  },
  'surface.tableCaption': {
    en: '{{field}} at 5 × 5 of {{points}} points. Lowest {{lowest}} at α {{alpha}}, β {{beta}}.',
    zh: '{{points}} 个点中 5 × 5 处的{{field}}。最低 {{lowest}}，位于 α {{alpha}}、β {{beta}}。',
  },
  'surface.tableEmpty': { en: 'No surface yet', zh: '还没有曲面' },
  'surface.tableCorner': { en: 'β down, α across', zh: '纵向 β，横向 α' },
} as const satisfies Messages;
