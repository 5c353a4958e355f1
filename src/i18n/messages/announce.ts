import type { Messages } from './types';

/** What a screen reader is told as it happens. */
export const announce = {
  'announce.training': { en: 'Training has started.', zh: '训练开始。' },
  'announce.resumed': { en: 'Training goes on.', zh: '训练继续。' },
  'announce.trained': { en: 'Training is done; the surfaces are being computed.', zh: '训练完成，正在计算曲面。' },
  'announce.evaluating': { en: 'The surfaces are being computed.', zh: '正在计算曲面。' },
  'announce.paused': { en: 'Paused.', zh: '已暂停。' },
  'announce.done': { en: 'Done. {{headline}}', zh: '完成。{{headline}}' },
  'announce.stopped': { en: 'Stopped. {{headline}}', zh: '已停止。{{headline}}' },
  'announce.failed': { en: '{{pane}} failed: {{why}}', zh: '{{pane}} 失败：{{why}}' },
  'announce.probe': { en: '{{place}}: {{numbers}}.', zh: '{{place}}：{{numbers}}。' },
  'announce.reading': { en: '{{pane}} loss {{loss}}, accuracy {{accuracy}}', zh: '{{pane}} 损失 {{loss}}，准确率 {{accuracy}}' },
  'announce.readingAlone': { en: 'loss {{loss}}, accuracy {{accuracy}}', zh: '损失 {{loss}}，准确率 {{accuracy}}' },
  'announce.hole': { en: '{{pane}} a hole, the loss is not a number there', zh: '{{pane}} 是空洞，此处损失不是数' },
  'announce.separator': { en: '; ', zh: '；' },
} as const satisfies Messages;
