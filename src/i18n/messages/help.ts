import type { Messages } from './types';

/** The help dialog: loaded with it. */
export const help = {
  'shell.help.what': { en: 'What you see', zh: '你看到的是什么' },
  'shell.help.whatText': {
    en: 'A trained net is one point in a space of many weights. From there the weights are moved along two directions, and at every step the loss is measured again. The heights make the surface.',
    zh: '训练好的网络是权重空间中的一个点。从这里出发，沿两个方向移动权重，每移动一步就重新测量损失，这些高度就构成了曲面。',
  },
  'shell.help.read': { en: 'How to read it', zh: '怎样看' },
  'shell.help.readText': {
    en: 'Drag to turn all surfaces together. Move the pin to read loss and accuracy and to see the decision boundary of the net with those weights, or what it makes of images. The height is the loss: nearly to scale below 100, on a log above. H changes that.',
    zh: '拖动可让所有曲面一起转动。移动标记可读出损失和准确率，并看到对应权重的决策边界，或网络对图像的回答。高度是损失：100 以下近似按比例，以上按对数；按 H 可更改。',
  },
  'shell.help.numbers': { en: 'The numbers', zh: '这些数字' },
  'shell.help.numbersText': {
    en: 'Roughness is the mean bend of the log loss from point to point. Local minima are points lower than all eight neighbours, and at least 0.05 deep in the log loss; a white dot marks each. Both are taken on 33 × 33 points, so panes compare. A plane shows two directions out of thousands: a smooth picture does not prove a smooth loss, a rough one does prove a rough loss.',
    zh: '粗糙度是对数损失在相邻点之间的平均弯曲程度。局部极小点比周围八个点都低，在对数损失中深度不小于 0.05，图中以白点标出。两者都取 33 × 33 个点，因此各栏可以比较。平面只显示成千上万个方向中的两个：图像平滑不能证明损失平滑，图像粗糙则说明损失确实粗糙。',
  },
  'shell.help.terms': { en: 'Words', zh: '术语' },
  'shell.help.keys': { en: 'Keys', zh: '按键' },
  'shell.help.key.close': { en: 'Close what is open', zh: '关闭打开的内容' },
  'shell.help.key.probe': { en: 'On a picture: move the pin, with Shift in larger steps', zh: '在图上：移动标记，按住 Shift 步子更大' },
  'shell.help.key.tab': { en: 'To the next control', zh: '下一个控件' },
  'shell.help.source': { en: 'Where it comes from', zh: '方法来源' },
  'shell.help.sourceText': {
    en: 'Li, Xu, Taylor, Studer and Goldstein, Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018. Everything is computed here in your browser. Nothing is uploaded.',
    zh: 'Li、Xu、Taylor、Studer、Goldstein：《Visualizing the Loss Landscape of Neural Nets》，NeurIPS 2018。一切都在你的浏览器里计算，不会上传。',
  },
} as const satisfies Messages;
