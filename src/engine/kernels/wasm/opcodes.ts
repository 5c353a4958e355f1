/** What a command of the WASM interpreter does. Shared by the compiler (TypeScript) and the kernels (AssemblyScript). */
export enum Opcode {
  Copy = 0,
  Fill = 1,
  GatherRows = 2,
  Compose = 3,
  Dense = 4,
  Columns = 5,
  Normalize = 6,
  ColumnSum = 7,
  ColumnDot = 8,
  BroadcastRows = 9,
  Activation = 10,
  Binary = 11,
  Scale = 12,
  Power = 13,
  Mix = 14,
  AdamDirection = 15,
  CrossEntropy = 16,
  CrossEntropyGradient = 17,
  CorrectCount = 18,
  Argmax = 19,
  Convolve = 20,
  FilterGradient = 21,
  AveragePool = 22,
  AveragePoolGradient = 23,
  MaxPool = 24,
  MaxPoolGradient = 25,
  MaxPoolGather = 26,
  CopyRows = 27,
  ConvolveByWinograd = 28,
  CrossEntropyHessian = 29,
  FilterGradientByWinograd = 30,
}

/** Arithmetic of `binary` and `columns`. */
export enum Arithmetic {
  Add = 0,
  Subtract = 1,
  Multiply = 2,
}

/** Activations as the kernels number them: 3 · kind + order for the activation command; the kind alone in dense layers. */
export enum ActivationCode {
  None = -1,
  Tanh = 0,
  Relu = 1,
  Gelu = 2,
  Softplus = 3,
}

/** Where the kernel of a convolution is read: as it is, or copied to scratch in panels of columns; "flipped" for input gradients. */
export enum Packing {
  None = 0,
  Panels = 1,
  Flipped = 2,
}
