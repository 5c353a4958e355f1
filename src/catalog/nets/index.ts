import { createRegistry } from '../registry';
import { mlp } from './mlp';

/** The net families a person can choose. To add one: a file here, a line below. */
export const nets = createRegistry('net', [mlp]);
