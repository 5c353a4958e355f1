import type { Messages } from './types';

/** Texts of the menu of what is needed less often. Fetched when it opens (see `addTexts`). */
export const more = {
  'shell.addPane': { en: 'Add a pane', zh: '添加一栏' },
  'shell.addPaneAbout': { en: 'A copy of {{letter}}, to change one thing.', zh: '复制 {{letter}}，再改一处。' },
  'shell.panesFull': { en: 'Four panes are the most.', zh: '最多四栏。' },
  'shell.removePane': { en: 'Remove pane {{letter}}', zh: '移除 {{letter}} 栏' },
  'shell.camera.opening': { en: 'Turn back to the first view', zh: '恢复初始视角' },
  'shell.camera.valley': { en: 'Look along the valley', zh: '沿谷底平视' },
  'shell.camera.map': { en: 'Look from above', zh: '从正上方俯视' },
  'shell.numbers': { en: 'Sharpness and other numbers', zh: '尖锐度等数值' },
  'shell.asTable': { en: 'Numbers as a table', zh: '以表格查看' },
  'shell.openFileAbout': { en: 'Or drop it anywhere on the page.', zh: '也可以把文件拖到页面上。' },
  'shell.saveFile': { en: 'Save everything', zh: '保存全部内容' },
  'shell.saveFileAbout': { en: 'Recipe, weights and surfaces in one file.', zh: '配方、权重和曲面都在一个文件里。' },
} as const satisfies Messages;
