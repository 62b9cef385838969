import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { PORTS } from '../house/ports.ts';
import { PROCESSES } from '../house/processes.ts';
import { inherited, last, readDockerfile } from './dockerfile.ts';
import { readVariables } from './read-variables.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string; readonly target: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const dockerfile = read('docker/Dockerfile');
const stages = readDockerfile(dockerfile);
const composeText = read('docker/compose.yaml');
const compose = parse(composeText, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const images = ['api', 'live', 'worker', 'storefront', 'console'];
const built = Object.entries(compose.services).filter(([, service]) => service.build);
const processOf = (image: string): (typeof PROCESSES)[number] => PROCESSES.find(({ name }) => name === image)!;
const configOf = (service: string): string =>
  service === 'migrate' ? 'packages/engine/src/platform/config.ts' : `apps/${service}/src/config.ts`;

describe('the images', () => {
  it('are one a process of production', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', 'runtime', ...images]);
  });

  it('stand on Node 24 and are built with the pnpm the workspace pins', () => {
    expect(stages.filter(({ from }) => from.startsWith('node:')).map(({ from }) => from)).toEqual([
      'node:24-bookworm-slim',
      'node:24-bookworm-slim',
    ]);
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(dockerfile).toContain(`npm install --global ${packageManager}\n`);
  });

  it('copy only what exists and is not ignored', () => {
    const ignored = read('.dockerignore').split('\n');
    const sources = stages[0]!.instructions
      .filter(([instruction]) => instruction === 'COPY')
      .flatMap(([, argument]) => argument.split(/\s+/).slice(0, -1));
    expect(sources.length).toBeGreaterThan(4);
    for (const source of sources) {
      expect([source, existsSync(path.join(root, source))]).toEqual([source, true]);
      expect(ignored).not.toContain(source.replace(/^\.\//, ''));
    }
  });

  it('keep builds, packages, data and secrets of the machine out', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['**/node_modules', '**/dist', '.git', '.sidestall', '.env']),
    );
  });

  it.each(images)('%s starts the same entry point as `npm start`', (image) => {
    const { entry } = processOf(image);
    const copy = inherited(stages, image).find(([instruction]) => instruction === 'COPY')![1];
    const deployed = new RegExp(`--filter @sidestall/(\\S+) deploy --prod --legacy /out/${image}\\b`).exec(
      dockerfile,
    )![1];
    expect(copy).toBe(`--from=build --chown=node:node /out/${image} ./`);
    const command = JSON.parse(last(stages, image, 'CMD')!) as string[];
    expect(command[0]).toBe('node');
    expect(`apps/${deployed}/${command.at(-1)}`).toBe(entry);
    expect(sourceOfEntry(entry)).not.toBeNull();
  });

  it.each(images)('%s runs as an ordinary user and tells its health where the process answers', (image) => {
    const { port, ready } = processOf(image);
    expect(last(stages, image, 'USER')).toBe('node');
    expect(last(stages, image, 'EXPOSE')).toBe(String(PORTS[port!].port));
    expect(last(stages, image, 'HEALTHCHECK')).toContain(
      `fetch('http://127.0.0.1:${PORTS[port!].port}${(ready as { path: string }).path}')`,
    );
  });

  it.each(images)('%s sets only variables that the process reads', (image) => {
    const known = new Set([...readVariables(root, configOf(image)).keys(), 'NODE_ENV']);
    const set = inherited(stages, image)
      .filter(([instruction]) => instruction === 'ENV')
      .map(([, argument]) => argument.split('=')[0]!);
    expect(set.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(images)('%s carries its build: the package lists dist among its files', (image) => {
    const manifest = JSON.parse(read(`apps/${image}/package.json`)) as { files?: string[] };
    expect(manifest.files).toContain('dist');
  });
});

describe('the compose file', () => {
  it('runs PostgreSQL 18 and Redis 8, and one service for each image', () => {
    expect(compose.services['postgres']!.image).toBe('postgres:18');
    expect(compose.services['redis']!.image).toBe('redis:8');
    expect(built.map(([name]) => name).sort()).toEqual([...images, 'migrate'].sort());
  });

  it.each(built)('builds %s from a target that exists', (_name, { build }) => {
    expect(existsSync(path.resolve(root, 'docker', build!.context, build!.dockerfile))).toBe(true);
    expect(path.resolve(root, 'docker', build!.context)).toBe(path.resolve(root));
    expect(images).toContain(build!.target);
  });

  it.each(built)('gives %s only variables that it reads, and all that it cannot start without', (name, service) => {
    const known = readVariables(root, configOf(name));
    const given = Object.keys(service.environment ?? {});
    expect(given.filter((variable) => !known.has(variable))).toEqual([]);
    if (name === 'migrate') return expect(given).toEqual(['DATABASE_URL']);
    const required = [...known].filter(([, isRequired]) => isRequired).map(([variable]) => variable);
    expect(required.filter((variable) => !given.includes(variable))).toEqual([]);
  });

  it.each(built.filter(([, { ports }]) => ports))('publishes the port that %s listens on', (name, { ports }) => {
    expect(ports!.map((port) => Number(port.split(':')[1]))).toEqual([PORTS[processOf(name).port!].port]);
  });

  it('migrates with the file that `npm start` runs', () => {
    const file = compose.services['migrate']!.command!.at(-1)!;
    expect(file.replace('node_modules/@sidestall/', 'packages/')).toBe(processOf('migrate').entry);
    const { dependencies } = JSON.parse(read('apps/api/package.json')) as { dependencies: Record<string, string> };
    expect(dependencies).toHaveProperty('@sidestall/engine');
  });

  it('waits only for services, and keeps only volumes, that it declares', () => {
    for (const service of Object.values(compose.services)) {
      for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });

  it('explains every variable it asks for in .env.example, and no other', () => {
    const asked = [...composeText.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name!);
    const explained = [...read('docker/.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name!);
    expect([...new Set(asked)].sort()).toEqual([...explained].sort());
  });
});

/** The source that is built into an entry such as `apps/api/dist/main.js`, or null when the package names none. */
function sourceOfEntry(entry: string): string | null {
  const [dir, name] = entry.split('/dist/') as [string, string];
  const { sidestall } = JSON.parse(read(`${dir}/package.json`)) as { sidestall?: { entries?: Record<string, string> } };
  const source = sidestall?.entries?.[name.replace(/\.js$/, '')];
  return source && existsSync(path.join(root, dir, source)) ? source : null;
}
