/** The Chinese texts. A built page carries English and fetches these when they are wanted (vite.config.ts); elsewhere both are always there. */
export { messages } from './index';
