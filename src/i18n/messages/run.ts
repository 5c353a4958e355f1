import type { Messages } from './types';

export const run = {
  'run.command.run': { en: 'Train and compute', zh: '训练并计算' },
  'run.command.stop': { en: 'Stop', zh: '停止' },
  'run.command.pause': { en: 'Pause or go on', zh: '暂停或继续' },
  'run.command.step': { en: 'Train one epoch', zh: '训练一轮' },
  'run.command.undo': { en: 'Undo', zh: '撤销' },
  'run.command.redo': { en: 'Redo', zh: '重做' },
  'run.command.view-surface': { en: 'Show the 3-D surface', zh: '显示三维曲面' },
  'run.command.view-contours': { en: 'Show the contours', zh: '显示等高线' },
  'run.command.view-line': { en: 'Show the line', zh: '显示曲线剖面' },
  'run.command.height': { en: 'Height: loss, log or linear', zh: '高度：损失、对数或线性' },
  'run.command.origin': { en: 'Back to the trained weights', zh: '回到训练好的权重' },
  'run.command.play': { en: 'Play the training', zh: '播放训练过程' },
  'run.command.share': { en: 'Share', zh: '分享' },
  'run.command.save': { en: 'Save a file with everything', zh: '把全部内容保存为文件' },
  'run.command.theme': { en: 'Light or dark', zh: '浅色或深色' },
  'run.command.help': { en: 'Help', zh: '帮助' },

  'run.problem.too-large': { en: 'This is too large for this device. {{message}}', zh: '对这台设备来说太大了。{{message}}' },
  'run.problem.samples': {
    en: '{{samples}} samples at once need {{needed}} MiB of memory, and there are {{available}} MiB here: choose {{fitting}} samples or fewer.',
    zh: '同时处理 {{samples}} 个样本需要 {{needed}} MiB 内存，而这里只有 {{available}} MiB：请把样本数减到 {{fitting}} 以内。',
  },
  'run.problem.batch': {
    en: 'A batch of {{samples}} needs {{needed}} MiB of memory, and there are {{available}} MiB here: choose batches of {{fitting}} or fewer.',
    zh: '一批 {{samples}} 个样本需要 {{needed}} MiB 内存，而这里只有 {{available}} MiB：请把每批样本数减到 {{fitting}} 以内。',
  },
  'run.problem.net': {
    en: 'This net needs {{needed}} MiB of memory, and there are {{available}} MiB here: choose a smaller one.',
    zh: '这个网络需要 {{needed}} MiB 内存，而这里只有 {{available}} MiB：请选用更小的网络。',
  },
  'run.problem.engine': { en: 'The computation failed: {{message}}', zh: '计算失败：{{message}}' },
  'run.problem.backend': {
    en: 'This browser could not start that way of computing: {{message}}',
    zh: '浏览器无法启动这种计算方式：{{message}}',
  },
  'run.problem.wrong-results': {
    en: 'The graphics card computes wrong results in this browser: {{message}}',
    zh: '显卡在此浏览器中算出的结果有误：{{message}}',
  },
  'run.problem.crash': {
    en: 'A background worker broke off, perhaps for lack of memory. Try again, or choose a smaller net.',
    zh: '后台线程中断，可能是内存不足。请重试，或改用更小的网络。',
  },
  'run.problem.data': {
    en: 'The data file {{file}} could not be loaded ({{message}}). Check the connection and try again.',
    zh: '数据文件 {{file}} 加载失败（{{message}}）。请检查网络后重试。',
  },
  'run.problem.no-checkpoint': { en: 'The surface needs trained weights, and there are none.', zh: '曲面需要训练好的权重，但还没有。' },
  'run.problem.unforeseen': { en: 'Something went wrong: {{message}}', zh: '出错了：{{message}}' },

  'run.trouble.webgpu': {
    en: 'The graphics card gave up. The work goes on on the processor; what is finished stays.',
    zh: '显卡出错，改用处理器继续；已完成的部分会保留。',
  },
  'run.trouble.webgl': {
    en: 'The graphics card gave up. The work goes on on the processor; what is finished stays.',
    zh: '显卡出错，改用处理器继续；已完成的部分会保留。',
  },
  'run.trouble.twice': {
    en: 'The graphics card gave up again, so the processor does the work until you reload the page; what is finished stays.',
    zh: '显卡再次出错，重新加载页面之前都由处理器计算；已完成的部分会保留。',
  },
  'run.trouble.wrong': {
    en: 'The graphics card computes wrong results in this browser, so the processor does the work.',
    zh: '显卡在此浏览器中算出的结果有误，改由处理器计算。',
  },
  'run.trouble.wasm': {
    en: 'The fast way of computing did not start here. The work goes on, more slowly.',
    zh: '快速计算无法启动，将以较慢的方式继续。',
  },

  'run.file.unopened': { en: '{{name}} could not be opened.', zh: '无法打开 {{name}}。' },
  'run.file.brokeOff': {
    en: 'Reading it broke off, perhaps for lack of memory. Close other tabs and try again.',
    zh: '读取中断，可能是内存不足。请关闭其他标签页后重试。',
  },
  'run.file.unreadable': { en: 'It could not be read from the disk. Choose it again.', zh: '无法从磁盘读取，请重新选择。' },
  'run.file.unsaved': { en: 'The file could not be made.', zh: '无法生成文件。' },
} as const satisfies Messages;
