import type { Messages } from './types';

/** Texts of links that arrive and of files; those of the dialog come with it. */
export const share = {
  'share.notCopied': {
    en: 'The browser did not allow copying. Select the link and copy it by hand.',
    zh: '浏览器不允许复制。请选中链接手动复制。',
  },
  'share.probeNeedsRun': {
    en: 'No weights came with this picture. To read this point exactly, run it again.',
    zh: '这幅图没有附带权重。要精确读取这一点，请重新计算。',
  },
  'share.probeFailed': {
    en: 'This point could not be computed. The numbers are those of the nearest point of the picture.',
    zh: '这一点无法计算，这里显示的是图中最近一点的数值。',
  },

  'share.link.unreadable': { en: 'This link cannot be read.', zh: '无法读取这个链接。' },
  'share.link.recipeWithoutResults': { en: 'The recipe arrived; its results did not.', zh: '配方已收到，结果没有收到。' },
  'share.link.recipeWithoutSurface': { en: 'The recipe arrived; the surface did not.', zh: '配方已收到，曲面没有收到。' },
  'share.link.recipeWithoutTwoSurfaces': { en: 'The recipe arrived; the two surfaces did not.', zh: '配方已收到，两个曲面没有收到。' },
  'share.link.recipeWithoutSurfaces': {
    en: 'The recipe arrived; the {{surfaces}} surfaces did not.',
    zh: '配方已收到，{{surfaces}} 个曲面没有收到。',
  },
  'share.link.short': {
    en: 'The link ends after {{received}} of {{total}} characters. Chat apps sometimes shorten long links: ask for it again, or train here.',
    zh: '链接共 {{total}} 个字符，到第 {{received}} 个就断了。聊天软件有时会截短长链接：请对方重新发送，或在这里训练。',
  },
  'share.link.shortAll': {
    en: 'The link ends after {{received}} of {{total}} characters, before its recipe is complete. Ask for it again.',
    zh: '链接共 {{total}} 个字符，到第 {{received}} 个就断了，配方也不完整。请对方重新发送。',
  },
  'share.link.tooShort': { en: 'The link ends almost where it begins. Ask for it again.', zh: '链接刚开头就断了。请对方重新发送。' },
  'share.link.changed': {
    en: 'Some characters of the link were changed on the way. Ask for it again, or train here.',
    zh: '链接中的部分字符在途中变了。请对方重新发送，或在这里训练。',
  },
  'share.link.changedAll': {
    en: 'Some characters of the link were changed on the way, so not even its recipe can be read. Ask for it again.',
    zh: '链接中的部分字符在途中变了，连配方也无法读取。请对方重新发送。',
  },
  'share.link.newer': {
    en: 'It was made by a newer version of this page: format {{version}}, and this page knows formats up to {{known}}. Reload the page, or ask where the link came from.',
    zh: '它由更新版本的页面生成：格式 {{version}}，而本页面最高只支持格式 {{known}}。请刷新页面，或询问链接的来源。',
  },
  'share.link.notALink': {
    en: 'What follows the # in the address is not a link made here. Ask for it again, or start from the ready-made pair.',
    zh: '地址中 # 之后的内容不是这里生成的链接。请对方重新发送，或从现成的一对开始。',
  },
  'share.link.thinned': {
    en: 'The link holds {{to}} of the {{from}} points of each surface.',
    zh: '链接中每个曲面保留了 {{from}} 个点中的 {{to}} 个。',
  },
  'share.link.endMended': {
    en: 'The last characters of the link were lost on the way and have been put back.',
    zh: '链接末尾的字符在途中丢失，现已补回。',
  },
  'share.link.strangers': {
    en: 'Characters at the end of the address that do not belong to the link were ignored.',
    zh: '地址末尾不属于链接的字符已忽略。',
  },

  'share.file.unknownType': {
    en: '"{{name}}" is no file of this page. It opens .npz and .json files saved here.',
    zh: '“{{name}}”不是本页面的文件。这里可以打开由本页面保存的 .npz 和 .json 文件。',
  },
  'share.file.writeOnly': {
    en: '"{{name}}" holds numbers alone, without the recipe. Open the .npz or .json file instead.',
    zh: '“{{name}}”只有数字，没有配方。请改为打开 .npz 或 .json 文件。',
  },
  'share.file.tooLarge': {
    en: 'It would take {{megabytes}} MB, more than the {{max}} MB that a file may take.',
    zh: '它需要 {{megabytes}} MB，超过文件允许的 {{max}} MB。',
  },
  'share.file.broken': {
    en: 'It is incomplete or was changed: {{part}} cannot be read. Save or download it again.',
    zh: '文件不完整或被改动过：无法读取 {{part}}。请重新保存或下载。',
  },
  'share.file.newer': {
    en: 'It was saved by a newer version of this page: format {{version}}, and this page knows formats up to {{known}}. Reload the page.',
    zh: '它由更新版本的页面保存：格式 {{version}}，而本页面最高只支持格式 {{known}}。请刷新页面。',
  },
} as const satisfies Messages;
