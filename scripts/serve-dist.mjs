import { serve } from './serve.mjs';

/** Serves an already built site (dist/, or the folder given second) on the given port, as `npm start` does. */
await serve(process.argv[3] ?? 'dist', Number(process.argv[2]));
