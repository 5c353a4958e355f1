/** Results must follow from a seed alone, so nothing under test may draw from the global generator. */
Math.random = () => {
  throw new Error('Math.random is not seeded: use createRng.');
};
