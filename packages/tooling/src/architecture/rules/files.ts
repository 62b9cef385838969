import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { floorOf } from '../floors.ts';
import type { House, Rule, Violation } from '../house.ts';
import type { Manifest } from '../workspace.ts';

const whole = (file: string, text: string): Violation => ({ file, line: 1, text });

const ROLES =
  'module service exception entry page jobs fixture controller guard filter presenter processor entity store gateway interceptor pipe decorator spec int-spec arch-spec e2e-spec config d css gen';
const NAME = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${ROLES.split(' ').join('|')}))*\\.(ts|tsx|mts|mjs|js|css)$`);
const EMPTY_WORDS = new Set(['utils', 'util', 'common', 'helpers', 'helper', 'shared', 'manager', 'misc', 'v2']);

/** Names say what is inside. */
export const fileNames: Rule = {
  name: 'file-names',
  why: 'a drawer called utils is where code goes to be forgotten',
  check: (house) =>
    house.files
      .filter((file) => /\.(ts|tsx|mts|mjs|js|css)$/.test(file))
      .flatMap((file) => {
        const inside = file.split('/').slice(2);
        const base = inside.at(-1)!;
        const words = inside.flatMap((part) => part.split(/[.-]/));
        const empty = words.find((word) => EMPTY_WORDS.has(word));
        if (empty) return [whole(file, `"${empty}" says nothing about what is inside`)];
        return NAME.test(base) ? [] : [whole(file, 'a file is named noun[.role].ts in kebab-case')];
      }),
};

/** A file fits on a few screens. */
export const fileLength: Rule = {
  name: 'file-length',
  why: 'beyond 400 lines a file has more than one subject',
  check: (house) =>
    house.sources
      .filter(({ lines, path: file }) => lines > 400 && !/(\.gen\.ts|^packages\/testing\/seed\/.*)$/.test(file))
      .map(({ path: file, lines }) => whole(file, `${lines} lines, at most 400`)),
};

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const satisfies readonly (keyof Manifest)[];

/** A version is written once, in the catalog. */
export const versionsInCatalog: Rule = {
  name: 'versions-in-catalog',
  why: 'two versions of one library are two libraries',
  check: (house) =>
    ['package.json', ...house.packages.map(({ dir }) => `${dir}/package.json`)]
      .filter((file) => existsSync(path.join(house.root, file)))
      .flatMap((file) => {
        const manifest = JSON.parse(readFileSync(path.join(house.root, file), 'utf8')) as Manifest;
        return DEPENDENCY_FIELDS.flatMap((field) => Object.entries(manifest[field] ?? {}))
          .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
          .map(([name, version]) => whole(file, `${name} is "${version}"; write "catalog:" or "workspace:*"`));
      }),
};

/** What stands beside the house is a development dependency. */
export const besideIsForDevelopment: Rule = {
  name: 'beside-is-for-development',
  why: 'a production install never carries the sandbox or the test database',
  check: (house) =>
    house.packages
      .filter(({ dir }) => floorOf(dir) !== 'beside')
      .flatMap(({ dir, manifest }) =>
        Object.keys(manifest.dependencies ?? {})
          .filter((name) => house.packages.some((other) => other.name === name && floorOf(other.dir) === 'beside'))
          .map((name) => whole(`${dir}/package.json`, `${name} belongs in devDependencies`)),
      ),
};

/** Every room has a floor, a face and a first rule. */
export const rooms: Rule = {
  name: 'rooms',
  why: 'an empty room is a promise nobody keeps',
  check: (house) =>
    house.packages.flatMap(({ dir, name, manifest }) => {
      const file = `${dir}/package.json`;
      if (!existsSync(path.join(house.root, file))) return [whole(file, 'a workspace folder has a package.json')];
      if (floorOf(dir) === null) return [whole(file, 'the plan knows no such package; draw it first')];
      if (name !== `@sidestall/${dir.split('/')[1]}`) return [whole(file, `is named after its folder, not ${name}`)];
      if (!manifest.scripts?.['typecheck']) return [whole(file, 'is type-checked by a script of its own')];
      return hasFirstRule(house, dir) ? [] : [whole(file, 'has no source yet; a room exists when its first rule does')];
    }),
};

function hasFirstRule(house: House, dir: string): boolean {
  const inside = dir === 'apps/e2e' ? `${dir}/journeys/` : `${dir}/src/`;
  return house.sources.some(
    ({ path: file }) => file.startsWith(inside) && (dir === 'apps/e2e' || !/(\/index|[.-]spec)\.tsx?$/.test(file)),
  );
}

/** A package shows its source under the private condition. */
export const sourceCondition: Rule = {
  name: 'source-condition',
  why: 'development that reads dist reads yesterday',
  check: (house) =>
    house.packages
      .filter(({ dir }) => dir !== 'packages/tooling')
      .flatMap(({ dir, manifest }) =>
        Object.entries(manifest.exports ?? {})
          .filter(([name, target]) => !/\.(css|json|svg)$/.test(name) && !shownBySource(house.root, dir, target))
          .map(([name]) =>
            whole(`${dir}/package.json`, `exports "${name}" names no source file under "@sidestall/source"`),
          ),
      ),
};

function shownBySource(root: string, dir: string, target: unknown): boolean {
  if (typeof target !== 'object' || target === null) return false;
  const source = (target as Record<string, unknown>)['@sidestall/source'];
  return typeof source === 'string' && existsSync(path.join(root, dir, source));
}

/** A package that is built says so to whoever packs it. */
export const buildsArePacked: Rule = {
  name: 'builds-are-packed',
  why: 'a production install copies the files a package lists, and without its build it is empty',
  check: (house) =>
    house.packages
      .filter(({ manifest }) => manifest.scripts?.['build'] && !manifest.files?.includes('dist'))
      .map(({ dir }) => whole(`${dir}/package.json`, 'has a build but does not list "dist" among its files')),
};

/** The top level holds what a newcomer expects and nothing else. */
export const topLevel: Rule = {
  name: 'top-level',
  why: 'the first listing a newcomer sees is the map',
  check: (house) =>
    readdirSync(house.root)
      .filter((name) => !name.startsWith('.') && !TOP.has(name))
      .map((name) => whole(name, 'has no place at the top level')),
};

const TOP = new Set(
  'apps packages docs docker turbo.json pnpm-workspace.yaml pnpm-lock.yaml package.json tsconfig.base.json knip.json README.md CONTRIBUTING.md LICENSE node_modules'.split(
    ' ',
  ),
);
