import { serve } from './serve.mjs';

/** Serves an already built dist/ on the given port, as `npm start` does. */
await serve('dist', Number(process.argv[2]));
