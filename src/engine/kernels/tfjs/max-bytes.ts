/** What a program may hold on a graphics card where nothing is said about the machine, bytes. */
export const MAX_BYTES = 2 ** 31;
