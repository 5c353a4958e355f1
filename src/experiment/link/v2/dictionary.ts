/** What recipes that differ from the usual say most, the most frequent last: deflate refers back to it. Part of link version 2, frozen to the byte. */
export const DICTIONARY = [
  '"augmentation":"flips-and-crops""cap":10000"colormap":"viridis""cividis""batlow""split":"test""samples":512"field":"accuracy""repeats":5',
  '"sharedScale":false"lineAxis":1"rescale":10"init":"glorot""lecun""initScale":2"decayScope":"kernels""epsilon":"1e-7""orthogonal":true',
  '"id":"step","params":{"divisor":5,"drops":2}"id":"eigenvector","params":{"end":"smallest"}"id":"gradient""norm":"layer""weight""none"',
  '"ignore":"none""id":"wide-resnet","params":{"factor":"4""id":"densenet","params":{"blocks":"growth":"id":"vgg9""size":"paper""trainShare":0.8',
  '"id":"moons""id":"circles""id":"xor""id":"blobs""id":"iris""id":"digits""id":"cifar-10""id":"mnist""id":"custom-images","params":{"channels":"3"',
  '"id":"fashion-mnist","params":{"side":"28","test":500,"train":1000}},"grid":{"alpha":{"points":25},"batchNorm":"recomputed""interpolated"',
  '"beta":{"points":25},"samples":512},"net":{"id":"resnet","params":{"depth":"44","skips":false}},"runs":[{"batchSize":128,"checkpointEvery":1',
  ',"epochs":16,"learningRate":0.05,"optimizer":{"id":"sgd","params":{"momentum":0,"nesterov":false,"weightDecay":0.0005}},"schedule":{"id":"cosine"',
  ',"params":{"floor":0.1}},"seed":2}],"view":{"boundaryInputs":[20,176]}}"id":"cnn","params":{"layers":"grid":{"alpha":{"max":2,"min":-2,"points":401}',
  ',"beta":{"max":0.5,"min":-0.5,"points":129},"fit":true},"origin":{"epoch":0,"run":2},"runs":[{"batchSize":0,"checkpointEvery":10,"epochs":300',
  ',"learningRate":0.1,"optimizer":{"id":"adamw","params":{"weightDecay":0.1}}},{"axes":[{"id":"principal"},{"id":"principal","params":{"component":2}}]',
  '{"id":"between","params":{"run":2,"at":"end"}},"net":{"params":{"activation":"tanh""gelu""softplus","batchNorm":false,"depth":10,"skips":false,"width":32}}',
  '"camera":{"azimuth":45,"distance":7.5,"elevation":30},"directionSeed":3,"height":"log""linear","paths":true,"view":"contours""line"}',
  '{"panes":[{"axes":[{},{}],"name":"","runs":[{}]},{"axes":[{},{}],"net":{"params":{"skips":false}},"runs":[{}]}],"preset":"skip-connections","shared":{"range":"near"',
].join('');
