import { Opcode } from '../opcodes';
import { activation } from './activation';
import { argmax, correctCount, crossEntropy, crossEntropyGradient } from './classification';
import { broadcastRows, columnDot, columns, columnSum, normalize } from './columns';
import { convolve } from './convolve';
import { crossEntropyHessian } from './cross-entropy-hessian';
import { dense } from './dense';
import { adamDirection, binary, mix, power, scale } from './elementwise';
import { filterGradient } from './filter-gradient';
import { gram, spread } from './gram';
import { compose, copy, fill, gatherRows } from './moving';
import { averagePool, averagePoolGradient, copyRows, maxPool, maxPoolGather, maxPoolGradient } from './pooling';
import { convolveByWinograd } from './winograd';
import { filterGradientByWinograd } from './winograd-filter-gradient';

// Exported so that the optimizer does not inline them into the interpreter: a small loop over small functions compiles to better code.
export {
  activation, adamDirection, argmax, averagePool, averagePoolGradient, binary, broadcastRows, columnDot, columns, columnSum, compose, convolve,
  convolveByWinograd, copy, copyRows, correctCount, crossEntropy, crossEntropyGradient, crossEntropyHessian, dense, fill, filterGradient, filterGradientByWinograd, gatherRows, gram, maxPool, maxPoolGather,
  maxPoolGradient, mix, normalize, power, scale, spread,
};

/**
 * Runs the commands in [from, to) for replicas first … last − 1, all commands of one replica after the other, so that a replica's values
 * stay in the cache. Returns 0, or the address of the command that met an index or label out of range.
 */
export function execute(from: usize, to: usize, first: i32, last: i32): usize {
  for (let r = first; r < last; r++) {
    let c = from;
    while (c < to) {
      let valid = true;
      switch (load<i32>(c)) {
        case Opcode.Copy: copy(c, r); break;
        case Opcode.Fill: fill(c, r); break;
        case Opcode.GatherRows: valid = gatherRows(c, r); break;
        case Opcode.Compose: compose(c, r); break;
        case Opcode.Dense: dense(c, r); break;
        case Opcode.Columns: columns(c, r); break;
        case Opcode.Normalize: normalize(c, r); break;
        case Opcode.ColumnSum: columnSum(c, r); break;
        case Opcode.ColumnDot: columnDot(c, r); break;
        case Opcode.BroadcastRows: broadcastRows(c, r); break;
        case Opcode.Activation: activation(c, r); break;
        case Opcode.Binary: binary(c, r); break;
        case Opcode.Scale: scale(c, r); break;
        case Opcode.Power: power(c, r); break;
        case Opcode.Mix: mix(c, r); break;
        case Opcode.AdamDirection: adamDirection(c, r); break;
        case Opcode.CrossEntropy: valid = crossEntropy(c, r); break;
        case Opcode.CrossEntropyGradient: valid = crossEntropyGradient(c, r); break;
        case Opcode.CrossEntropyHessian: crossEntropyHessian(c, r); break;
        case Opcode.CorrectCount: correctCount(c, r); break;
        case Opcode.Argmax: argmax(c, r); break;
        case Opcode.Convolve: convolve(c, r); break;
        case Opcode.FilterGradient: filterGradient(c, r); break;
        case Opcode.FilterGradientByWinograd: filterGradientByWinograd(c, r); break;
        case Opcode.AveragePool: averagePool(c, r); break;
        case Opcode.AveragePoolGradient: averagePoolGradient(c, r); break;
        case Opcode.MaxPool: maxPool(c, r); break;
        case Opcode.MaxPoolGradient: maxPoolGradient(c, r); break;
        case Opcode.MaxPoolGather: maxPoolGather(c, r); break;
        case Opcode.CopyRows: copyRows(c, r); break;
        case Opcode.ConvolveByWinograd: convolveByWinograd(c, r); break;
        default: unreachable();
      }
      if (!valid) return c;
      c += load<u32>(c, 4);
    }
  }
  return 0;
}
