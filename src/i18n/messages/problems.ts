import type { Messages } from './types';

/** What is wrong with a document, in a sentence that says what to do. `field` is the place in the document. */
export const problems = {
  'problems.noDocument': {
    en: 'This is no experiment: {{got}} was found where one was expected.',
    zh: '这不是实验：应为实验，却是 {{got}}。',
  },
  'problems.noVersion': { en: 'This experiment does not say which version it was written in.', zh: '这个实验没有写明版本。' },
  'problems.newerVersion': {
    en: 'This experiment was made by a newer version of the app (format {{got}}; this one reads up to {{known}}). Reload the page to get the newest.',
    zh: '这个实验由更新的版本制作（格式 {{got}}，本版本最多读到 {{known}}）。请刷新页面获取最新版。',
  },
  'problems.noPanes': { en: 'The experiment has no panes.', zh: '这个实验没有任何一栏。' },
  'problems.unknownField': { en: '“{{field}}” is not a setting that this version knows.', zh: '本版本没有“{{field}}”这项设置。' },
  'problems.unknownId': {
    en: '“{{field}}” is {{got}}, but must be one of: {{options}}.',
    zh: '“{{field}}”是 {{got}}，应为其中之一：{{options}}。',
  },
  'problems.choice': {
    en: '“{{field}}” is {{got}}, but must be one of: {{options}}.',
    zh: '“{{field}}”是 {{got}}，应为其中之一：{{options}}。',
  },
  'problems.type.object': { en: '“{{field}}” must be a group of settings, not {{got}}.', zh: '“{{field}}”应为一组设置，而不是 {{got}}。' },
  'problems.type.list': { en: '“{{field}}” must be a list, not {{got}}.', zh: '“{{field}}”应为列表，而不是 {{got}}。' },
  'problems.type.number': { en: '“{{field}}” must be a number, not {{got}}.', zh: '“{{field}}”应为数字，而不是 {{got}}。' },
  'problems.type.flag': { en: '“{{field}}” must be true or false, not {{got}}.', zh: '“{{field}}”应为 true 或 false，而不是 {{got}}。' },
  'problems.type.text': { en: '“{{field}}” must be text, not {{got}}.', zh: '“{{field}}”应为文字，而不是 {{got}}。' },
  'problems.listLength': {
    en: '“{{field}}” must have {{min}} to {{max}} entries, not {{got}}.',
    zh: '“{{field}}”应有 {{min}} 到 {{max}} 项，而不是 {{got}} 项。',
  },
  'problems.range': {
    en: '“{{field}}” must be from {{min}} to {{max}}, not {{got}}.',
    zh: '“{{field}}”应在 {{min}} 到 {{max}} 之间，而不是 {{got}}。',
  },
  'problems.integer': { en: '“{{field}}” must be a whole number, not {{got}}.', zh: '“{{field}}”应为整数，而不是 {{got}}。' },
  'problems.nameLength': {
    en: 'A name may have {{max}} characters, this one has {{got}}.',
    zh: '名称最多 {{max}} 个字符，这个有 {{got}} 个。',
  },
  'problems.nameCharacters': { en: 'The name has characters that cannot be shown.', zh: '名称含有无法显示的字符。' },
  'problems.emptyRange': {
    en: 'A range must end above its start; this one goes from {{min}} to {{max}}.',
    zh: '范围的终点应大于起点；这里是从 {{min}} 到 {{max}}。',
  },
  'problems.batchTooLarge': {
    en: 'A batch of {{got}} is more than the {{max}} training points. Choose at most {{max}}, or 0 for all of them.',
    zh: '批大小 {{got}} 超过 {{max}} 个训练点。请最多选 {{max}}，或用 0 表示全部。',
  },
  'problems.tooManyCheckpoints': {
    en: 'This would keep {{got}} checkpoints; at most {{max}} fit. Keep them less often.',
    zh: '这会保存 {{got}} 个检查点，最多 {{max}} 个。请加大保存间隔。',
  },
  'problems.checkpointBytes': {
    en: 'The checkpoints of this training would take more than {{max}} MiB. Keep one every {{every}} epochs or less often.',
    zh: '这次训练的检查点会超过 {{max}} MiB。请每 {{every}} 轮或更久保存一次。',
  },
  'problems.noSuchRun': {
    en: 'The surface is drawn around run {{got}}, but there are only {{runs}}.',
    zh: '曲面围绕第 {{got}} 次训练，但只有 {{runs}} 次。',
  },
  'problems.epochBeyondEnd': {
    en: 'The surface is drawn around epoch {{got}}, but training ends at epoch {{max}}.',
    zh: '曲面围绕第 {{got}} 轮，但训练在第 {{max}} 轮结束。',
  },
  'problems.tooManySamples': {
    en: 'There are only {{max}} points to evaluate, not {{got}}.',
    zh: '只有 {{max}} 个点可评估，没有 {{got}} 个。',
  },
  'problems.noStateDirection': {
    en: 'Batch norm statistics can move only along directions between trained nets. Random directions have none.',
    zh: '批归一化统计量只能沿训练好的网络之间的方向移动。随机方向没有统计量。',
  },
  'problems.noSuchInput': {
    en: 'The data has {{max}} inputs; the boundary asks for one beyond them.',
    zh: '数据有 {{max}} 个输入；决策边界用到了其外的输入。',
  },
  'problems.sameInput': { en: 'The boundary needs two different inputs.', zh: '决策边界需要两个不同的输入。' },
  'directions.problem.noSuchRun': {
    en: 'A direction leads to a run that is not there: choose one that is.',
    zh: '方向通往不存在的一次训练：请选择已有的训练。',
  },
  'directions.problem.noSuchEpoch': {
    en: 'A direction leads to an epoch after the end of its run: choose an earlier one.',
    zh: '方向通往训练结束之后的轮次：请选择更早的轮次。',
  },
  'directions.problem.samePoint': {
    en: 'A direction ends where it starts: choose another checkpoint.',
    zh: '方向的终点与起点相同：请选择另一个检查点。',
  },
} as const satisfies Messages;
