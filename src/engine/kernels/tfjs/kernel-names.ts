/** Names of our kernels in tfjs's registry, the same on every backend. */
export const KERNEL_NAMES = [
  'ReplicaArgmax',
  'ReplicaCompose',
  'ReplicaCopy',
  'ReplicaCrossEntropyGradient',
  'ReplicaDenseFused',
  'ReplicaGatherRows',
  'ReplicaMatMul',
  'ReplicaPack',
  'ReplicaPointwise',
  'ReplicaRowCorrect',
  'ReplicaRowLoss',
  'ReplicaSumRows',
] as const;
