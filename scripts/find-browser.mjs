import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** The path of an installed Chrome, Chromium or Edge, or of the one that CHROMIUM names; undefined where there is none. */
export function installedBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = COMMANDS.flatMap((command) =>
    folders.map((folder) => join(folder, process.platform === 'win32' ? `${command}.exe` : command)),
  );
  return [...onPath, ...PLACES].find((path) => existsSync(path));
}

/**
 * The path of a Chromium: an installed Chrome, Chromium or Edge; else Debian's package where apt may be used; else
 * undefined after Playwright has downloaded its own (which Playwright then finds by itself).
 */
export function findOrInstallBrowser() {
  const found = installedBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing Debian’s chromium …');
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
    const debian = installedBrowser();
    if (debian) return debian;
  }
  console.error('Downloading Playwright’s Chromium …');
  const result = spawnSync('npx', ['playwright', 'install', '--with-deps', 'chromium'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error('No Chromium, Chrome or Edge was found, and none could be installed. Install one, or set CHROMIUM to its path.');
  return undefined;
}
