import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Guardian } from './guardian.ts';
import { HouseError } from './house-error.ts';
import { LogFile } from './log-file.ts';
import { assertFree, freePort, freePorts, type PortName, type Ports, portsFrom } from './ports.ts';
import { forgetPostgres, preparePostgres } from './postgres.ts';
import { another, PROCESSES, type ProcessSpec } from './processes.ts';
import type { Command } from './running-process.ts';
import { keptSecrets, type Secrets } from './secrets.ts';
import { Service, Tasks } from './service.ts';
import { passableFolder } from './temporary-postgres.ts';
import { type Surroundings, type Urls, urlsOf, usesEmbeddedPostgres, type Variables } from './surroundings.ts';

export { another, freePort, PROCESSES };

/** How long each layer of the house has to end by itself, in milliseconds: dependents, independents, the database. */
const STOP_GRACES = [6_000, 2_000, 4_000] as const;

export interface HouseOptions {
  /** Where data, secrets and logs are kept; left out, a temporary folder that `stop` removes. */
  readonly dataDir?: string;
  /** `auto` takes free ports; otherwise the defaults of the table with these changes. */
  readonly ports?: 'auto' | Partial<Ports>;
  /** Variables for all processes (`*`) or for one by name, over those of the table. */
  readonly env?: Readonly<Record<string, Variables>>;
  /** The table of processes; left out, that of the house. */
  readonly processes?: readonly ProcessSpec[];
  /** Names of the processes wanted, with all they depend on; left out, all. */
  readonly only?: readonly string[];
  /** Whether a process that ends by itself is started again. */
  readonly restart?: boolean;
  /** Whether commits survive a loss of power. */
  readonly durable?: boolean;
  /** Gives up starting: what runs already is ended, and `startHouse` throws. */
  readonly signal?: AbortSignal;
  /** Variables of the person: replaces embedded parts by real services. */
  readonly given?: Variables;
  readonly onProgress?: (step: Step) => void;
  readonly onTrouble?: (message: string) => void;
}

/** One process has started, as progress for a person. */
export interface Step {
  readonly name: string;
  readonly title: string;
  readonly seconds: number;
}

/** A running house. */
export interface House {
  readonly urls: Urls;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** The log of each process by name: the file's path, and the latest lines. */
  readonly logs: ReadonlyMap<string, LogFile>;
  /** The process id now, or undefined while it is down. */
  pid(name: string): number | undefined;
  /** Sends a process a signal, for instance SIGKILL to see what survives. */
  kill(name: string, signal?: NodeJS.Signals): void;
  /** Resolves when the process has been started again and answers; call it before the act that ends the process. */
  waitRestart(name: string): Promise<void>;
  /** Ends everything in reverse order; leaves no process. */
  stop(): Promise<void>;
}

/** The folder of the workspace. */
export const workspaceRoot = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');

/** Starts the house as `npm start` does: the same table of processes, in the same order, built files only. */
export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const given = options.given ?? {};
  const isTemporary = options.dataDir === undefined;
  const ports = options.ports === 'auto' ? await freePorts() : { ...portsFrom(given), ...options.ports };
  const specs = chosen(options.processes ?? PROCESSES, options.only, given);
  const wanted = [
    ...specs.flatMap(({ port, ownPort }) => (port && !ownPort ? [port] : [])),
    ...(usesEmbeddedPostgres(given) ? (['postgres'] as PortName[]) : []),
  ];
  await assertFree(ports, wanted);
  const dataDir = options.dataDir ?? passableFolder('sidestall-house-');
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true });

  const secrets = keptSecrets(dataDir);
  const guardian = new Guardian();
  const logs = new Map<string, LogFile>();
  const services: Service[] = [];
  const tasks = new Tasks();
  const onTrouble = options.onTrouble ?? (() => undefined);
  const logOf = (name: string): LogFile => {
    const log = new LogFile(path.join(dataDir, 'logs', `${name}.log`), (line) => tellError(name, line, onTrouble));
    logs.set(name, log);
    return log;
  };
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    await tasks.stop(2_000);
    for (const [index, layer] of layersOf(services, specs).entries()) {
      await Promise.all(layer.map((service) => service.stop(STOP_GRACES[index]!)));
    }
    await guardian.leave();
    await Promise.all([...logs.values()].map((log) => log.close()));
    if (!isTemporary) return;
    forgetPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };

  const begin = async (spec: Omit<ServiceStart, 'log'>): Promise<void> => {
    const service = new Service({
      ...spec,
      log: logOf(spec.name),
      guardian,
      restart: options.restart ?? true,
      onTrouble,
    });
    services.push(service);
    await service.start();
  };

  try {
    let databaseUrl = given['DATABASE_URL'];
    if (!databaseUrl) {
      const started = Date.now();
      const postgres = preparePostgres({
        dataDir,
        port: ports.postgres,
        password: secrets.postgresPassword,
        durable: options.durable ?? true,
      });
      await begin({
        name: 'postgres',
        command: () => postgres.command,
        isReady: () => postgres.isReady(),
        stopSignal: 'SIGINT',
      });
      options.onProgress?.({ name: 'postgres', title: 'PostgreSQL 18', seconds: (Date.now() - started) / 1_000 });
      databaseUrl = postgres.url;
    }
    const at: Surroundings = {
      root: workspaceRoot,
      dataDir,
      ports,
      urls: urlsOf(ports, given),
      secrets,
      databaseUrl,
      given,
    };
    const commandOf = (spec: ProcessSpec): Command => ({
      file: process.execPath,
      args: ['--enable-source-maps', path.resolve(workspaceRoot, spec.entry)],
      cwd: workspaceRoot,
      env: { ...inherited(), ...given, ...spec.variables(at), ...options.env?.['*'], ...options.env?.[spec.name] },
    });
    const allStarted = inOrder(specs, async (spec) => {
      if (isStopping) return;
      const started = Date.now();
      if (!existsSync(path.resolve(workspaceRoot, spec.entry))) {
        throw new HouseError(spec.name, `${spec.entry} has not been built`, 'Run: npm run build');
      }
      const { ready } = spec;
      if (ready === 'ended') await tasks.run(spec.name, commandOf(spec), logOf(spec.name), guardian);
      else
        await begin({
          name: spec.name,
          command: () => commandOf(spec),
          isReady: () => answers(spec.ownPort ?? ports[spec.port!], ready.path),
        });
      options.onProgress?.({ name: spec.name, title: spec.title, seconds: (Date.now() - started) / 1_000 });
    });
    await orAborted(allStarted, options.signal);
    const find = (name: string): Service => {
      const service = services.find((candidate) => candidate.name === name);
      if (!service) throw new Error(`No process of this house is called ${name}`);
      return service;
    };
    return {
      urls: at.urls,
      ports,
      secrets,
      databaseUrl,
      dataDir,
      logs,
      pid: (name) => find(name).pid,
      kill: (name, signal = 'SIGTERM') => find(name).signal(signal),
      waitRestart: (name) => find(name).nextReady(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ServiceStart {
  readonly name: string;
  readonly command: () => Command;
  readonly isReady: () => Promise<boolean>;
  readonly log: LogFile;
  readonly stopSignal?: NodeJS.Signals;
}

/** What every process may take from the machine; nothing of the house's own variables leaks in by accident. */
function inherited(): Variables {
  const { PATH, HOME, LANG, TMPDIR, NODE_EXTRA_CA_CERTS, HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = process.env;
  return { PATH, HOME, LANG, TMPDIR, NODE_EXTRA_CA_CERTS, HTTPS_PROXY, HTTP_PROXY, NO_PROXY };
}

function chosen(table: readonly ProcessSpec[], only: readonly string[] | undefined, given: Variables): ProcessSpec[] {
  const needed = table.filter((spec) => spec.isNeeded?.(given) ?? true);
  if (!only) return needed;
  const names = new Set<string>();
  const add = (name: string): void => {
    const spec = needed.find((candidate) => candidate.name === name);
    if (!spec || names.has(name)) return;
    names.add(name);
    spec.dependsOn.forEach(add);
  };
  only.forEach(add);
  return needed.filter(({ name }) => names.has(name));
}

/** Runs each once all it depends on is done, as many at a time as the graph allows; the first failure ends the rest. */
async function inOrder(specs: readonly ProcessSpec[], run: (spec: ProcessSpec) => Promise<void>): Promise<void> {
  const done = new Map<string, Promise<void>>();
  const begin = (spec: ProcessSpec): Promise<void> => {
    const known = done.get(spec.name);
    if (known) return known;
    const before = spec.dependsOn.flatMap((name) => specs.find((candidate) => candidate.name === name) ?? []);
    const promise = Promise.all(before.map(begin)).then(() => run(spec));
    done.set(spec.name, promise);
    return promise;
  };
  await Promise.all(specs.map(begin));
}

/** The services in the order they are ended: those that lean on others, those that do not, the database. */
function layersOf(services: readonly Service[], specs: readonly ProcessSpec[]): Service[][] {
  const leans = new Set(specs.filter(({ dependsOn }) => dependsOn.length > 0).map(({ name }) => name));
  const layerOf = ({ name }: Service): number => (leans.has(name) ? 0 : name === 'postgres' ? 2 : 1);
  return STOP_GRACES.map((_grace, layer) => services.filter((service) => layerOf(service) === layer));
}

/** Waits for the promise unless the signal comes first. */
async function orAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return promise;
  let giveUp = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new HouseError('start', 'The start was given up', 'Start again with: npm start'));
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
  });
  aborted.catch(() => undefined);
  promise.catch(() => undefined);
  await Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', giveUp));
}

async function answers(port: number, address: string): Promise<boolean> {
  try {
    const response = await fetch(`http://localhost:${port}${address}`, {
      signal: AbortSignal.timeout(3_000),
      redirect: 'manual',
    });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

/** A line a process logged as an error is shown where the person looks. */
function tellError(name: string, line: string, onTrouble: (message: string) => void): void {
  if (!line.startsWith('{')) return;
  try {
    const { level, msg } = JSON.parse(line) as { level?: unknown; msg?: unknown };
    if (typeof level === 'number' && level >= 50) onTrouble(`${name} reports: ${typeof msg === 'string' ? msg : line}`);
  } catch {
    // Not every line in braces is a log record.
  }
}
