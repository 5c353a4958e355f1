import { poolSize } from './pool-size';

/** What a browser tells of its machine. */
export interface Machine {
  /** GiB, rounded down by the browser to at most 8; many don't tell. */
  readonly deviceMemory?: number;
  readonly hardwareConcurrency?: number;
  readonly userAgent: string;
}

const MIB = 2 ** 20;
const UNTOLD_GIB = 4;
const [LEAST, MOST] = [512 * MIB, 2048 * MIB];

/** What one program may hold on the graphics card, bytes: a phone's shares its memory with all else, and its system ends pages that take much. */
export function cardBudget({ deviceMemory = UNTOLD_GIB, userAgent }: Machine): number {
  if (/iPhone|iPad|Android|Mobile/.test(userAgent)) return 256 * MIB;
  return Math.min(MOST, Math.max(LEAST, 256 * MIB * deviceMemory));
}

/** How far one worker's memory may grow, bytes: all workers together have the machine's. A phone of Apple's ends pages that take more than the least. */
export function heapBudget({ deviceMemory = UNTOLD_GIB, hardwareConcurrency, userAgent }: Machine): number {
  if (/iPhone|iPad/.test(userAgent)) return LEAST;
  return Math.max(LEAST, Math.min(MOST, (1024 * MIB * deviceMemory) / poolSize(hardwareConcurrency)));
}
