import type { Messages } from './types';

/** Texts of the checkpoints that a plane is drawn through. Fetched with the stage (see `addTexts`). */
export const marks = {
  'marks.text': { en: '{{name}} · {{loss}}', zh: '{{name}} · {{loss}}' },
  'marks.epoch': { en: 'epoch {{epoch}}', zh: '第 {{epoch}} 轮' },
  'marks.runEpoch': { en: '{{name}}, {{moment}}', zh: '{{name}}，{{moment}}' },
  'marks.between': { en: '{{from}} – {{to}}', zh: '{{from}} – {{to}}' },
  'marks.barrier': { en: '{{loss}} ({{way}})', zh: '{{loss}}（{{way}}）' },
  'marks.barriers': {
    en: 'On the straight way between them the loss rises to {{list}}.',
    zh: '沿它们之间的直线，损失升至 {{list}}。',
  },
} as const satisfies Messages;
