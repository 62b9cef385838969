// What must be done before anything of ours can be imported: plain JavaScript, no dependencies, Node alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
export const dataDir = path.join(root, '.sidestall');
const stateFile = path.join(dataDir, 'state', 'install.json');
const MINIMUM = [20, 19];

/** A stage that did not succeed: what a person reads, and what they can do. */
export class StageError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** What a person reads of an error: what happened and what to do; of a bug, where it is. */
export const describe = (error) =>
  typeof error?.hint === 'string'
    ? `${error.message}${error.hint && `\n  ${error.hint}`}`
    : (error?.stack ?? String(error));

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new StageError(
    `Sidestall needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}`,
    'Install a current Node from https://nodejs.org and start again.',
  );
}

/** Runs a command; its output goes to a log, and its last lines into the error when it fails. */
export function run(command, args, { logName, env = {}, inherit = false } = {}) {
  const log = logName && path.join(dataDir, 'logs', `${logName}.log`);
  if (log) {
    mkdirSync(path.dirname(log), { recursive: true });
    writeFileSync(log, '');
  }
  return new Promise((resolve, reject) => {
    const isWindows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      shell: isWindows,
    });
    const tail = [];
    const keep = (chunk) => {
      if (log) appendFileSync(log, chunk);
      tail.push(...chunk.toString().split('\n').filter(Boolean));
      tail.splice(0, Math.max(0, tail.length - 30));
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) =>
      reject(new StageError(`${command} cannot be started: ${error.message}`, 'Is npm on the PATH?')),
    );
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const said = tail.length > 0 ? `\n${tail.map((line) => `    ${line}`).join('\n')}` : '';
      reject(
        new StageError(
          `${[command, ...args].join(' ')} ended with ${signal ?? `code ${code}`}${said}`,
          log ? `Its log: ${log}` : '',
        ),
      );
    });
  });
}

const pinnedPnpm = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).packageManager;

function installKey() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(path.join(root, file)));
  return hash.update(process.version).update(process.platform).update(process.arch).digest('hex');
}

/** Installs with the pinned pnpm unless nothing has changed since the last time. */
export async function install(progress) {
  const key = installKey();
  const known = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')).key : null;
  if (known === key && existsSync(path.join(root, 'node_modules/.bin/turbo'))) return;
  await progress.stage('Installing packages', 'Packages are installed', () =>
    run('npx', ['--yes', pinnedPnpm(), 'install', '--frozen-lockfile'], { logName: 'install', env: { CI: '1' } }),
  );
  mkdirSync(path.dirname(stateFile), { recursive: true });
  writeFileSync(stateFile, `${JSON.stringify({ key })}\n`);
}

/** Builds what has changed. */
export async function build(progress) {
  await progress.stage('Building', 'Everything is built', () =>
    run(path.join(root, 'node_modules/.bin/turbo'), ['run', 'build', '--output-logs=errors-only'], {
      logName: 'build',
      env: turboEnvironment,
    }),
  );
}

/** Turbo runs scripts with pnpm, which a fresh machine has only among the packages just installed. */
export const turboEnvironment = {
  PATH: [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_PRINT_VERSION_DISABLED: '1',
};
