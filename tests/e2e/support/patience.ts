/**
 * Milliseconds that tests wait for work to end, far beyond what it takes on a busy machine: only what never ends is a fault. Speed is measured by
 * `npm run bench`; tests print what they saw, and assert order and content.
 */
export const PATIENCE = 300_000;
