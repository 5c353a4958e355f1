import type { Messages } from './types';

/** Opening images from disk: what is asked for, what is wrong with a file, and what became of it. Loaded when they are wanted. */
export const openImages = {
  'images.open.from.cifar10': {
    en: 'Open cifar-10-binary.tar.gz, the binary version of CIFAR-10 (163 MB), as it is, packed as .zip, or all its .bin files together. You can download it at',
    zh: '打开 cifar-10-binary.tar.gz，即 CIFAR-10 的二进制版本（163 MB）；也可以是 .zip，或同时选择其中所有 .bin 文件。下载页面：',
  },
  'images.open.page.cifar10': { en: 'www.cs.toronto.edu/~kriz/cifar.html', zh: 'www.cs.toronto.edu/~kriz/cifar.html' },
  'images.open.from.images': {
    en: 'Open IDX files as MNIST has them, gzipped or not, all at once: images and labels to train on and to test on. Of one file of images and one of labels, every sixth image is for testing.',
    zh: '同时打开 MNIST 那样的 IDX 文件（可为 gzip 压缩）：训练用和测试用的图像与标签。若只有一个图像文件和一个标签文件，则每六张留一张用于测试。',
  },
  'images.open.stays': { en: 'What you open is read here in your browser and never uploaded.', zh: '文件只在你的浏览器里读取，不会上传。' },
  'images.open.choose': { en: 'Open file…', zh: '打开文件…' },
  'images.open.drop': { en: 'or drop it on the page', zh: '或拖到页面上' },
  'images.open.reading': { en: 'Reading {{file}}', zh: '正在读取 {{file}}' },
  'images.open.cancel': { en: 'Cancel', zh: '取消' },
  'images.open.holds': {
    en: '{{train}} training and {{test}} test images, {{side}} × {{side}} pixels, {{classes}} classes.',
    zh: '{{train}} 张训练图像和 {{test}} 张测试图像，{{side}} × {{side}} 像素，{{classes}} 个类别。',
  },
  'images.open.size': { en: '{{pixels}} × {{pixels}} pixels', zh: '{{pixels}} × {{pixels}} 像素' },
  'images.open.kept': { en: 'They are kept on this device for the next visit.', zh: '已保存在此设备上，下次访问仍可使用。' },
  'images.open.full': {
    en: 'There is no room to keep them here: they last until this page is closed. Free some space and open the file again to keep them.',
    zh: '此设备空间不足，无法保存：关闭页面后即消失。请清出空间后再次打开文件。',
  },
  'images.open.denied': {
    en: 'This browser does not let the page keep them, as in a private window: they last until this page is closed.',
    zh: '浏览器不允许页面保存（例如无痕窗口）：关闭页面后即消失。',
  },
  'images.open.forget': { en: 'Forget these images', zh: '删除这些图像' },
  'images.open.forgotten': { en: 'The images are no longer kept on this device.', zh: '图像已从此设备删除。' },
  'images.open.another': { en: 'Open another file…', zh: '打开其他文件…' },
  'images.open.opened': {
    en: '{{train}} training and {{test}} test images were opened',
    zh: '已打开 {{train}} 张训练图像和 {{test}} 张测试图像',
  },
  'images.open.missing.cifar10': { en: 'CIFAR-10 is not on this device yet.', zh: '此设备上还没有 CIFAR-10。' },
  'images.open.missing.images': { en: 'The images of this experiment are not on this device yet.', zh: '此设备上还没有这个实验的图像。' },
  'images.open.toTrain.cifar10': { en: 'To train here, open cifar-10-binary.tar.gz.', zh: '要在这里训练，请打开 cifar-10-binary.tar.gz。' },
  'images.open.toTrain.images': { en: 'To train here, open their IDX files.', zh: '要在这里训练，请打开图像的 IDX 文件。' },
  'images.open.pictureStays': { en: 'The picture that came along stays.', zh: '随附的图像会保留。' },
  'images.open.needed.cifar10': {
    en: 'CIFAR-10 is not on this device. Open cifar-10-binary.tar.gz in the Data step.',
    zh: '此设备上没有 CIFAR-10。请在“数据”一步打开 cifar-10-binary.tar.gz。',
  },
  'images.open.needed.images': {
    en: 'The images are not on this device. Open their IDX files in the Data step.',
    zh: '此设备上没有这些图像。请在“数据”一步打开图像的 IDX 文件。',
  },
  'images.open.fewerTrain': {
    en: 'The opened file has {{has}} training images, not {{wanted}}. Choose at most {{has}} in the Data step.',
    zh: '打开的文件只有 {{has}} 张训练图像，不足 {{wanted}} 张。请在“数据”一步选择不超过 {{has}} 张。',
  },
  'images.open.fewerTest': {
    en: 'The opened file has {{has}} test images, not {{wanted}}. Choose at most {{has}} in the Data step.',
    zh: '打开的文件只有 {{has}} 张测试图像，不足 {{wanted}} 张。请在“数据”一步选择不超过 {{has}} 张。',
  },
  'images.open.otherSide': {
    en: 'The opened images have {{has}} pixels per side. Choose that, or half of it, in the Data step.',
    zh: '打开的图像边长为 {{has}} 像素。请在“数据”一步选择这个数或它的一半。',
  },
  'images.open.otherKind': {
    en: 'This experiment is about images with {{channels}} colour channels in {{classes}} classes; the opened ones have {{hasChannels}} and {{hasClasses}}. Open the files that belong to it.',
    zh: '这个实验的图像有 {{channels}} 个颜色通道、{{classes}} 个类别，而打开的图像有 {{hasChannels}} 个通道、{{hasClasses}} 个类别。请打开对应的文件。',
  },
  'images.file.tooFew': {
    en: '{{file}} has {{train}} training and {{test}} test images; at least {{leastTrain}} and {{leastTest}} are needed. Choose a larger set.',
    zh: '{{file}} 有 {{train}} 张训练图像和 {{test}} 张测试图像，至少需要 {{leastTrain}} 张和 {{leastTest}} 张。请选择更大的数据集。',
  },
  'images.file.unreadable': {
    en: '{{file}} could not be read from the disk. Was it moved, or is it a folder? Choose it again.',
    zh: '无法从磁盘读取 {{file}}。它可能被移动，或者是一个文件夹。请重新选择。',
  },
  'images.file.brokeOff': {
    en: 'Reading {{file}} broke off, perhaps for lack of memory. Close other tabs and try again.',
    zh: '读取 {{file}} 时中断，可能是内存不足。请关闭其他标签页后重试。',
  },
  'images.file.damagedGzip': {
    en: '{{file}} is damaged or incomplete: it cannot be unpacked. Download it again.',
    zh: '{{file}} 已损坏或不完整，无法解压。请重新下载。',
  },
  'images.file.tooLarge': {
    en: '{{file}} unpacks to more than {{megabytes}} MB, which is more than such a file has. Choose another file.',
    zh: '{{file}} 解压后超过 {{megabytes}} MB，不应有这么大。请选择其他文件。',
  },
  'images.file.noArchive': {
    en: '{{file}} is no tar archive. Choose cifar-10-binary.tar.gz as it was downloaded.',
    zh: '{{file}} 不是 tar 归档。请选择下载的 cifar-10-binary.tar.gz。',
  },
  'images.file.damagedZip': {
    en: '{{file}} is damaged or incomplete: it cannot be unpacked. Pack or download it again.',
    zh: '{{file}} 已损坏或不完整，无法解压。请重新打包或下载。',
  },
  'images.file.damagedArchive': {
    en: '{{file}} is damaged: a header in the archive is wrong. Download it again.',
    zh: '{{file}} 已损坏：归档中的文件头有误。请重新下载。',
  },
  'images.file.cutArchive': {
    en: '{{file}} is incomplete: the archive ends too early. Download it again.',
    zh: '{{file}} 不完整：归档提前结束。请重新下载。',
  },
  'images.file.otherCifar': {
    en: '{{file}} is another version of CIFAR. Choose the binary version of CIFAR-10, cifar-10-binary.tar.gz.',
    zh: '{{file}} 是 CIFAR 的其他版本。请选择 CIFAR-10 的二进制版本 cifar-10-binary.tar.gz。',
  },
  'images.file.noCifar': {
    en: '{{file}} does not hold CIFAR-10: data_batch_1.bin or test_batch.bin is missing. Choose cifar-10-binary.tar.gz, or all its .bin files together.',
    zh: '{{file}} 中没有 CIFAR-10：缺少 data_batch_1.bin 或 test_batch.bin。请选择 cifar-10-binary.tar.gz，或同时选择其中所有 .bin 文件。',
  },
  'images.file.otherClasses': {
    en: '{{file}} names other classes than CIFAR-10 has. Choose cifar-10-binary.tar.gz as it was downloaded.',
    zh: '{{file}} 中的类别名称与 CIFAR-10 不符。请选择下载的 cifar-10-binary.tar.gz。',
  },
  'images.file.cutBatch': {
    en: '{{file}} has {{bytes}} bytes, which is no whole number of images of {{record}} bytes. Download it again.',
    zh: '{{file}} 有 {{bytes}} 字节，不是每张 {{record}} 字节的图像的整数倍。请重新下载。',
  },
  'images.file.wrongLabel': {
    en: 'Image {{image}} of {{file}} has the label {{label}}; the largest is {{most}}. The file is damaged: download it again.',
    zh: '{{file}} 的第 {{image}} 张图像标签为 {{label}}，最大应为 {{most}}。文件已损坏，请重新下载。',
  },
  'images.file.needsFourFiles': {
    en: 'Choose the IDX files together: images and labels to train on (“train” in their names) and to test on (“t10k” or “test”), or one file of images and one of labels.',
    zh: '请同时选择各个 IDX 文件：训练用的图像和标签（文件名含“train”）以及测试用的图像和标签（文件名含“t10k”或“test”），或者一个图像文件和一个标签文件。',
  },
  'images.file.noIdx': {
    en: '{{file}} is no IDX file of bytes. Choose files of images and labels as MNIST has them, such as train-images-idx3-ubyte.gz.',
    zh: '{{file}} 不是字节类型的 IDX 文件。请选择 MNIST 那样的图像和标签文件，例如 train-images-idx3-ubyte.gz。',
  },
  'images.file.otherIdx': {
    en: '{{file}} holds numbers of the type {{numbers}}. IDX files are read here where they hold bytes, as train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz do: choose those.',
    zh: '{{file}} 中的数为 {{numbers}} 类型。这里只读取字节类型的 IDX 文件，例如 train-images-idx3-ubyte.gz 和 train-labels-idx1-ubyte.gz：请选择这类文件。',
  },
  'images.file.cutIdx': {
    en: '{{file}} has {{bytes}} bytes instead of {{expected}}. Download it again.',
    zh: '{{file}} 有 {{bytes}} 字节，应为 {{expected}} 字节。请重新下载。',
  },
  'images.file.imageSize': {
    en: 'The images of {{file}} are {{width}} × {{height}} pixels. They must be square, with {{least}} to {{most}} pixels per side.',
    zh: '{{file}} 的图像为 {{width}} × {{height}} 像素。图像应为正方形，边长 {{least}} 到 {{most}} 像素。',
  },
  'images.file.differentSizes': {
    en: 'Training and test images are not of the same kind. Choose four files that belong together.',
    zh: '训练图像与测试图像的大小或颜色不同。请选择属于同一数据集的四个文件。',
  },
  'images.file.labelCount': {
    en: '{{file}} has {{labels}} labels for {{images}} images. Choose images and labels that belong together.',
    zh: '{{file}} 有 {{labels}} 个标签，但图像有 {{images}} 张。请选择相互对应的图像和标签。',
  },
  'images.file.classCount': {
    en: 'The labels name {{got}} classes; 2 to {{most}} can be used. Choose other files.',
    zh: '标签中有 {{got}} 个类别，可用 2 到 {{most}} 个。请选择其他文件。',
  },
} as const satisfies Messages;
