/** Ends the program with one message and exit code 2. */
export function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
