/**
 * A wait of one macrotask, through a MessageChannel: unlike a timeout it isn't delayed by nesting, and unlike a promise it lets the worker hear
 * its messages.
 */
export function createMacrotask(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
