import type { Messages } from './types';

/** Files that this page does not open: what they are, and what can be done. */
export const foreign = {
  'share.file.foreign.empty': {
    en: 'The file is empty: saving or downloading it broke off. Save or download it again.',
    zh: '文件是空的：保存或下载中断了。请重新保存或下载。',
  },
  'share.file.foreign.shortcut': {
    en: 'This is a shortcut to an address, not an experiment. Open the shortcut itself, and paste its address into the browser.',
    zh: '这是一个网址快捷方式，不是实验。请直接打开快捷方式，或把其中的网址粘贴到浏览器地址栏。',
  },
  'share.file.foreign.webPage': {
    en: 'This is a web page, not an experiment: a site saved its page instead of the file. Download the file itself.',
    zh: '这是网页，不是实验：下载到的是网站页面而不是文件。请下载文件本身。',
  },
  'share.file.foreign.svg': {
    en: 'This is a drawing, without the numbers behind it. Open the .npz or .json file of the experiment.',
    zh: '这是图形文件，不含背后的数据。请打开实验的 .npz 或 .json 文件。',
  },
  'share.file.foreign.vtk': {
    en: 'This is a surface for ParaView, as other loss landscape tools write it. Surfaces of other programs are not opened here yet; train the net here, or open an experiment saved on this page (.npz or .json).',
    zh: '这是其他损失曲面工具为 ParaView 写出的曲面。这里还不能打开其他程序的曲面；请在这里训练网络，或打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.hdf5': {
    en: 'This is an HDF5 file, such as a surface of the paper’s own code or the weights of a Keras model. These are not opened here yet; open an experiment saved on this page (.npz or .json).',
    zh: '这是 HDF5 文件，例如论文代码写出的曲面，或 Keras 模型的权重。这里还不能打开这类文件；请打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.npy': {
    en: 'This is a single numpy array, without the experiment it belongs to. Open the whole .npz file that was saved on this page.',
    zh: '这是单个 numpy 数组，不含它所属的实验。请打开本页面保存的整个 .npz 文件。',
  },
  'share.file.foreign.picture': {
    en: 'This is a picture. To see its landscape, open the experiment’s link, or its .npz or .json file.',
    zh: '这是一张图片。要查看曲面，请打开实验的链接，或它的 .npz 或 .json 文件。',
  },
  'share.file.foreign.pdf': {
    en: 'This is a PDF document. Open an experiment saved on this page (.npz or .json).',
    zh: '这是 PDF 文档。请打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.torch': {
    en: 'These are weights saved by PyTorch. Trained nets of your own are not opened here yet; choose the same kind of net in the Net step and train it here.',
    zh: '这是 PyTorch 保存的权重。这里还不能打开自己训练好的网络；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.keras': {
    en: 'This is a Keras model. Trained nets of your own are not opened here yet; choose the same kind of net in the Net step and train it here.',
    zh: '这是 Keras 模型。这里还不能打开自己训练好的网络；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.office': {
    en: 'This is an office document. Open an experiment saved on this page (.npz or .json).',
    zh: '这是办公文档。请打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.npzOther': {
    en: 'These are numpy arrays of another program, without an experiment. Open an .npz file that was saved on this page.',
    zh: '这是其他程序保存的 numpy 数组，不含实验。请打开本页面保存的 .npz 文件。',
  },
  'share.file.foreign.zipOther': {
    en: 'This is a zip archive without an experiment of this page. If the experiment is inside, unpack the archive first.',
    zh: '这是 zip 压缩包，其中没有本页面的实验。如果实验在里面，请先解压。',
  },
  'share.file.foreign.pickle': {
    en: 'These are Python objects, such as weights of an older PyTorch. They are not opened here: choose the same kind of net in the Net step and train it here.',
    zh: '这是 Python 对象文件，例如旧版 PyTorch 的权重。这里无法打开；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.safetensors': {
    en: 'These are weights in the safetensors format. Trained nets of your own are not opened here yet; choose the same kind of net in the Net step and train it here.',
    zh: '这是 safetensors 格式的权重。这里还不能打开自己训练好的网络；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.onnx': {
    en: 'This is an ONNX model. Trained nets of your own are not opened here yet; choose the same kind of net in the Net step and train it here.',
    zh: '这是 ONNX 模型。这里还不能打开自己训练好的网络；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.notebook': {
    en: 'This is a Jupyter notebook. Save the experiment on this page as .npz or .json, and open that.',
    zh: '这是 Jupyter 笔记本。请在本页面把实验保存为 .npz 或 .json，再打开它。',
  },
  'share.file.foreign.tfjs': {
    en: 'This is a TensorFlow.js model. Trained nets of your own are not opened here yet; choose the same kind of net in the Net step and train it here.',
    zh: '这是 TensorFlow.js 模型。这里还不能打开自己训练好的网络；请在“网络”一步选择同类网络并在这里训练。',
  },
  'share.file.foreign.list': {
    en: 'This is a list in JSON, not an experiment. Open an experiment saved on this page (.npz or .json).',
    zh: '这是 JSON 列表，不是实验。请打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.jsonOther': {
    en: 'This is JSON of another program, not an experiment. Open an experiment saved on this page (.npz or .json).',
    zh: '这是其他程序的 JSON 文件，不是实验。请打开本页面保存的实验（.npz 或 .json）。',
  },
  'share.file.foreign.gzip': {
    en: 'This is a gzip archive, and what is in it is neither an experiment nor a set of images. Unpack it, or choose another file.',
    zh: '这是 gzip 压缩文件，其中既不是实验也不是图像数据集。请先解压，或选择其他文件。',
  },
  'share.file.foreign.table': {
    en: 'This is a table. Points of your own are not opened here yet: choose one of the data sets in the Data step, or open an experiment saved on this page (.npz or .json).',
    zh: '这是一张表格。这里还不能打开自己的数据点：请在“数据”一步选择一个数据集，或打开本页面保存的实验（.npz 或 .json）。',
  },
} as const satisfies Messages;
