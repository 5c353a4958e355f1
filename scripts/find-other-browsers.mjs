import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs of the smoke suite beside Chromium: what they are called, and Debian's package with them. A variable of the environment names another path. */
const PROGRAMS = {
  firefox: { variable: 'FIREFOX', commands: ['firefox-esr', 'firefox'], package: 'firefox-esr' },
  webkitDriver: { variable: 'WEBKIT_DRIVER', commands: ['WebKitWebDriver'], package: 'webkit2gtk-driver' },
  xvfb: { variable: 'XVFB', commands: ['Xvfb'], package: 'xvfb' },
};

/** The path of each that is installed; undefined for one that is not. */
export function installedOthers() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const find = ({ variable, commands }) =>
    process.env[variable] ?? commands.flatMap((command) => folders.map((folder) => join(folder, command))).find((path) => existsSync(path));
  return Object.fromEntries(Object.entries(PROGRAMS).map(([name, program]) => [name, find(program)]));
}

/** Whether all of them must run: on an automatic test machine where Debian's packages can be installed. */
export function othersMustRun() {
  return Boolean(process.env.CI) && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs those that are missing, where all must run. */
export function installOthers() {
  const found = installedOthers();
  const missing = Object.entries(PROGRAMS).flatMap(([name, program]) => (found[name] ? [] : [program.package]));
  if (missing.length === 0 || !othersMustRun()) return;
  console.error(`Installing Debian’s ${missing.join(', ')} …`);
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], options);
}
