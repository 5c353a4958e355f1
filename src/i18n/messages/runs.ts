import type { Messages } from './types';

/** Texts of a pane's runs in the open training step. Fetched with it (see `addTexts`). */
export const runs = {
  'runs.list': { en: 'Runs', zh: '各次训练' },
  'runs.listOf': { en: 'Runs, pane {{letter}}', zh: '各次训练，{{letter}} 栏' },
  'runs.choose': { en: 'Set run {{run}} alone: {{name}}', zh: '单独设置第 {{run}} 次训练：{{name}}' },
  'runs.add': { en: 'Add a run, the same with another seed', zh: '添加一次训练，除种子外相同' },
  'runs.most': { en: 'Eight runs at most', zh: '最多八次训练' },
  'runs.remove': { en: 'Remove run {{run}}: {{name}}', zh: '移除第 {{run}} 次训练：{{name}}' },
  'runs.forAll': {
    en: 'What you set below goes to all runs. Choose one to set it alone.',
    zh: '下面的设置用于所有训练。选中一次训练可单独设置。',
  },
  'runs.forOne': { en: 'What you set below goes to run {{run}} alone.', zh: '下面的设置只用于第 {{run}} 次训练。' },
  'runs.setAll': { en: 'Set all runs', zh: '设置所有训练' },
  'runs.atScrubber': { en: 'Take epoch {{epoch}} from the curves', zh: '取曲线处的第 {{epoch}} 轮' },
  'runs.differ': { en: 'Differs: {{values}}', zh: '各不相同：{{values}}' },
  'runs.differOf': { en: '{{letter}}: {{values}}', zh: '{{letter}}：{{values}}' },
} as const satisfies Messages;
