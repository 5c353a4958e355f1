/**
 * Results must follow from a seed alone, so our own code may not draw from the global generator. (tfjs draws from it once, when it
 * is loaded, for operations that we do not use.)
 */
const globalRandom = Math.random;
Math.random = () => {
  const caller = new Error().stack?.split('\n')[2] ?? '';
  if (/\/src\/[a-z]+\//.test(caller) && !caller.includes('node_modules')) throw new Error('Math.random is not seeded: use createRng.');
  return globalRandom();
};

export {};
