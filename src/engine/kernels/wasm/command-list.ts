import type { NodeId } from '../../graph/graph';
import { type Command, commandBytes } from './command';
import type { Heap } from './heap';

/** A stretch of commands in memory, and which node each address belongs to. */
export interface CommandList {
  readonly from: number;
  readonly to: number;
  readonly nodes: ReadonlyMap<number, NodeId>;
}

/** Commands in memory, and the block that holds them and their constants. */
export interface WrittenCommands {
  readonly lists: readonly CommandList[];
  readonly block: { readonly at: number; readonly bytes: number };
}

/** Writes lists of commands one after the other, and after them the constants they name; undefined where memory has no room. */
export function writeCommands(heap: Heap, lists: readonly (readonly Command[])[]): WrittenCommands | undefined {
  const constants = new Map<number, number>();
  let bytes = 0;
  for (const command of lists.flat()) {
    bytes += commandBytes(command);
    for (const operand of command.operands) {
      if ('constant' in operand && !constants.has(operand.constant)) constants.set(operand.constant, constants.size);
    }
  }
  // Kernels load single constants, so that no guard is needed behind them.
  const block = heap.allocate(bytes + 4 * constants.size);
  if (!block) return undefined;
  const constantsAt = block.at + bytes;
  for (const [value, index] of constants) heap.f32[constantsAt / 4 + index] = value;

  const words = heap.i32;
  let word = block.at / 4;
  const write = (commands: readonly Command[]): CommandList => {
    const nodes = new Map<number, NodeId>();
    const from = 4 * word;
    for (const command of commands) {
      nodes.set(4 * word, command.node);
      words[word++] = command.opcode;
      words[word++] = commandBytes(command);
      for (const operand of command.operands) {
        const isConstant = 'constant' in operand;
        words[word++] = isConstant ? constantsAt + 4 * (constants.get(operand.constant) as number) : operand.at;
        words[word++] = isConstant ? 0 : operand.stride;
      }
      for (const value of command.numbers) words[word++] = value;
    }
    return { from, to: 4 * word, nodes };
  };
  return { lists: lists.map(write), block };
}
