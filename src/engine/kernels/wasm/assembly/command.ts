/**
 * A command is a run of i32 words: [opcode, bytes of the whole command, operands…, numbers…]. An operand is two words: the address
 * of replica 0's tensor and the bytes from one replica to the next (0 where all replicas share it). Operand 0 is the output.
 */
const HEADER_BYTES: usize = 8;
const OPERAND_BYTES: usize = 8;

/** Address of operand `slot` for replica `r`. */
// @ts-ignore: decorator
@inline
export function operand(command: usize, slot: i32, r: i32): usize {
  const at = command + HEADER_BYTES + <usize>slot * OPERAND_BYTES;
  return load<u32>(at) + load<u32>(at, 4) * <u32>r;
}

/** The `index`-th number after `operands` operands. */
// @ts-ignore: decorator
@inline
export function number(command: usize, operands: i32, index: i32): i32 {
  return load<i32>(command + HEADER_BYTES + <usize>operands * OPERAND_BYTES + <usize>index * 4);
}
