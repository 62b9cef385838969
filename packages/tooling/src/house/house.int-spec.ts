import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type House, startHouse } from './house.ts';
import { freePorts, portsFrom } from './ports.ts';
import { forgetPostgres } from './postgres.ts';
import type { ProcessSpec } from './processes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sidestall-processes-'));
const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (name: string, text: string): string => {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
};

const web = (name: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  title: name,
  entry: script(
    name,
    `import { createServer } from 'node:http';
     createServer((request, response) => {
       if (request.url === '/crash') process.exit(3);
       response.end(JSON.stringify({ pid: process.pid, color: process.env.COLOR }));
     }).listen(process.env.PORT);`,
  ),
  port: 'api',
  ready: { path: '/' },
  dependsOn: [],
  variables: ({ ports }) => ({ PORT: String(ports.api) }),
  ...more,
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const open = async (options: Parameters<typeof startHouse>[0]): Promise<House> => {
  const house = await startHouse({ ports: 'auto', durable: false, ...options });
  houses.push(house);
  return house;
};

const withoutDatabase = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

describe('the house', () => {
  it('starts a PostgreSQL of its own and keeps its data for the next start', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'sidestall-kept-'));
    const query = async (house: House, sql: string): Promise<unknown[]> => {
      const client = new pg.Client({ connectionString: house.databaseUrl });
      await client.connect();
      const { rows } = await client.query(sql);
      await client.end();
      return rows as unknown[];
    };
    const first = await startHouse({ dataDir, ports: 'auto', processes: [] });
    await query(first, "CREATE TABLE kept AS SELECT 'a cup' AS what");
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    await first.stop();
    const second = await startHouse({ dataDir, ports: 'auto', processes: [] });
    expect(second.secrets).toEqual(first.secrets);
    expect(await query(second, 'SELECT what FROM kept')).toEqual([{ what: 'a cup' }]);
    expect(await query(second, 'SHOW server_version')).toEqual([{ server_version: expect.stringMatching(/^18/) }]);
    await second.stop();
    forgetPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('starts a process once those it depends on are ready, and gives each its own variables', async () => {
    const order: string[] = [];
    const processes = [
      web('door', { dependsOn: ['table'] }),
      { ...web('table'), entry: script('table', 'console.log("laid")'), ready: 'ended' as const, port: undefined },
    ];
    const house = await open({
      processes,
      given: withoutDatabase,
      env: { door: { COLOR: 'ocher' } },
      onProgress: ({ name }) => order.push(name),
    });
    expect(order).toEqual(['table', 'door']);
    expect(await (await fetch(house.urls.api)).json()).toEqual({ pid: house.pid('door'), color: 'ocher' });
    expect(house.logs.get('table')!.text()).toBe('laid');
  });

  it('starts a process again that crashed or was killed, and says so', async () => {
    const troubles: string[] = [];
    const house = await open({
      processes: [web('door')],
      given: withoutDatabase,
      onTrouble: (message) => troubles.push(message),
    });
    const before = house.pid('door');
    const killed = house.waitRestart('door');
    house.kill('door', 'SIGKILL');
    await killed;
    const between = house.pid('door');
    expect(between).not.toBe(before);
    const crashed = house.waitRestart('door');
    await fetch(`${house.urls.api}/crash`).catch(() => undefined);
    await crashed;
    expect(house.pid('door')).not.toBe(between);
    expect(troubles).toEqual([
      'door was ended by SIGKILL; starting it again',
      'door ended with code 3; starting it again',
    ]);
  });

  it('leaves a process alone that keeps crashing, and says so', async () => {
    const gaveUp = new Promise<string>((resolve) => {
      void open({
        processes: [web('door')],
        given: withoutDatabase,
        onTrouble: (message) => (message.includes('left alone') ? resolve(message) : undefined),
      }).then(async (house) => {
        for (let crash = 0; crash < 6; crash++) {
          const next = house.waitRestart('door');
          house.kill('door', 'SIGKILL');
          if (crash < 5) await next;
        }
      });
    });
    expect(await gaveUp).toMatch(/^door was ended by SIGKILL again and is left alone now/);
  });

  it('names the taken port and the variable that moves it', async () => {
    const ports = await freePorts();
    const holder = createServer().listen(ports.api, '127.0.0.1');
    await once(holder, 'listening');
    await expect(startHouse({ processes: [web('door')], ports, given: withoutDatabase })).rejects.toMatchObject({
      message: `Port ${ports.api} (API) is taken by another program`,
      hint: expect.stringContaining('API_PORT='),
    });
    holder.close();
  });

  it('names the variable of a port that no browser would call, before anything starts', () => {
    expect(() => portsFrom({ API_PORT: '6000' })).toThrow('API_PORT is 6000, which no browser calls');
    expect(portsFrom({ API_PORT: '6001', POSTGRES_PORT: '6000' })).toMatchObject({ api: 6001, postgres: 6000 });
  });

  it('says of the port that no browser calls what fetch says of it', async () => {
    await expect(fetch('http://127.0.0.1:6000/')).rejects.toMatchObject({ cause: { message: 'bad port' } });
  });

  it('names the process that ended instead of starting, with its last words, and ends the others', async () => {
    let pid = 0;
    const broken = {
      ...web('broken', { dependsOn: ['door'] }),
      entry: script('broken', 'console.error("no flour"); process.exit(1)'),
      port: 'live' as const,
    };
    const start = startHouse({
      processes: [web('door'), broken],
      ports: 'auto',
      given: withoutDatabase,
      onProgress: ({ name }) => (name === 'door' ? (pid = 1) : undefined),
    });
    await expect(start).rejects.toMatchObject({
      stage: 'broken',
      message: 'broken ended with code 1 before it was ready',
      hint: expect.stringContaining('no flour'),
    });
    expect(pid).toBe(1);
  });

  it('ends a process that does not listen to SIGTERM, with everything it started', async () => {
    const entry = script(
      'deaf-parent',
      `import { spawn } from 'node:child_process';
       import { createServer } from 'node:http';
       process.on('SIGTERM', () => {});
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       createServer((_, response) => response.end(String(child.pid))).listen(process.env.PORT);`,
    );
    const house = await startHouse({ processes: [web('deaf', { entry })], ports: 'auto', given: withoutDatabase });
    const grandchild = Number(await (await fetch(house.urls.api)).text());
    const pid = house.pid('deaf')!;
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([true, true]);
    await house.stop();
    expect([isAlive(pid), isAlive(grandchild)]).toEqual([false, false]);
    expect(existsSync(house.dataDir)).toBe(false);
  });

  it('leaves no process behind even when its supervisor is killed outright', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'sidestall-killed-'));
    const register = fileURLToPath(new URL('../../node/register.mjs', import.meta.url));
    const keeper = script(
      'keeper',
      `import { startHouse } from ${JSON.stringify(fileURLToPath(new URL('./house.ts', import.meta.url)))};
       const house = await startHouse({ dataDir: ${JSON.stringify(dataDir)}, ports: 'auto', processes: [] });
       console.log(house.pid('postgres'));
       setInterval(() => {}, 1000);`,
    );
    const supervisor: ChildProcess = spawn(process.execPath, ['--import', register, keeper], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(supervisor.stdout!, 'data')) as [Buffer];
    const postgres = Number(said.toString());
    expect(isAlive(postgres)).toBe(true);
    supervisor.kill('SIGKILL');
    await expect(untilEnded(postgres)).resolves.toBeUndefined();
    forgetPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });
});

async function untilEnded(pid: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`Process ${pid} is still alive`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
