import { createRegistry } from '../registry';
import { cnn } from './cnn';
import { densenet } from './densenet';
import { mlp } from './mlp';
import { resnet } from './resnet';
import { vgg9 } from './vgg9';
import { wideResnet } from './wide-resnet';

/** The net families a person can choose. To add one: a file here, a line below. */
export const nets = createRegistry('net', [mlp, cnn, vgg9, resnet, wideResnet, densenet]);
