import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const COMMANDS = ['python3', '/usr/bin/python3', 'python'];

/** The first Python here that has numpy; undefined where there is none. */
function pythonWithNumpy() {
  return COMMANDS.find((command) => spawnSync(command, ['-c', 'import numpy']).status === 0);
}

/** A Python with numpy: one that is here, or with CI set Debian's package where apt may be used; undefined elsewhere. */
export function findOrInstallNumpy() {
  const found = pythonWithNumpy();
  if (found || !process.env.CI || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'python3-numpy'], options);
  return pythonWithNumpy();
}
