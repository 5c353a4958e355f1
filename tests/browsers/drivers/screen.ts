import { start } from './process';
import { VIEWPORT } from './types';

/** A screen in memory for a browser with a window, where WebGL is drawn in software. */
export async function startScreen(xvfb: string): Promise<{ readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }> {
  const size = `${VIEWPORT.width + 200}x${VIEWPORT.height + 300}x24`;
  const screen = start(xvfb, ['-displayfd', '1', '-screen', '0', size, '-nolisten', 'tcp']);
  const [display] = await screen.said(/\d+(?=\n)/, 60_000);
  return { env: { DISPLAY: `:${display}`, LANG: 'en_US.UTF-8' }, stop: screen.stop };
}
