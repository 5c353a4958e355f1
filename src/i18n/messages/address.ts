import type { Messages } from './types';

/** Texts of addresses that name an experiment, and of results kept for the next visit. */
export const address = {
  'share.address.unknownPreset': { en: 'There is no experiment “{{name}}” here.', zh: '这里没有名为“{{name}}”的实验。' },
  'share.address.unknownPreset.why': {
    en: 'This is the one that the page opens with. The others are in the menu at the top.',
    zh: '现在打开的是默认实验，其他实验见顶部菜单。',
  },
  'share.address.leftOut': {
    en: 'The experiment is open, but not with all that the address says.',
    zh: '实验已打开，但地址中的设置没有全部采用。',
  },
  'share.address.leftOut.names_one': {
    en: 'One setting is not known or not possible here and was left out: {{names}}.',
    zh: '有一项设置无法识别或不适用，已略去：{{names}}。',
  },
  'share.address.leftOut.names_other': {
    en: '{{count}} settings are not known or not possible here and were left out: {{names}}.',
    zh: '有 {{count}} 项设置无法识别或不适用，已略去：{{names}}。',
  },
  'share.kept.denied': {
    en: 'This browser keeps no results for this page: a reload loses them. Save a file to keep them.',
    zh: '浏览器不为本页保留结果，刷新后会丢失。如需保留，请保存为文件。',
  },
  'share.kept.full': {
    en: 'There is no room to keep this result over a reload. Save a file to keep it.',
    zh: '没有空间为下次打开保留这个结果。如需保留，请保存为文件。',
  },
} as const satisfies Messages;
