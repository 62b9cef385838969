import { isBuiltin } from 'node:module';
import { APP_MAY_IMPORT, ENGINE_ORDER, type Floor, floorOf, isBackstage, MAY_IMPORT } from '../floors.ts';
import type { House, InnerImport, Rule, Violation } from '../house.ts';

const at = (found: InnerImport, text: string): Violation => ({ file: found.from.path, line: found.line, text });

function mayStandOn(dir: string, floor: Floor): readonly Floor[] {
  return APP_MAY_IMPORT[dir] ?? MAY_IMPORT[floor];
}

function crossings(house: House): { found: InnerImport; fromDir: string; toDir: string }[] {
  return house.innerImports.flatMap((found) => {
    const fromDir = house.packageOf(found.from.path)?.dir;
    const toDir = house.packageOf(found.to)?.dir;
    return fromDir && toDir && fromDir !== toDir ? [{ found, fromDir, toDir }] : [];
  });
}

/** Arrows run strictly down, and type-only imports count. */
export const floors: Rule = {
  name: 'floors',
  why: 'a lower floor that knows an upper one can no longer be used, tested or published without it',
  check: (house) =>
    crossings(house).flatMap(({ found, fromDir, toDir }) => {
      const from = floorOf(fromDir);
      const to = floorOf(toDir);
      if (!from || !to) return [at(found, `${fromDir} or ${toDir} stands on no floor`)];
      if (isBackstage(found.from.path) || (to === 'beside' && from !== 'words')) return [];
      return mayStandOn(fromDir, from).includes(to) ? [] : [at(found, `${fromDir} may not import ${toDir}`)];
    }),
};

/** What stands beside the house is not part of what ships. */
export const besideOnlyBackstage: Rule = {
  name: 'beside-only-backstage',
  why: 'the sandbox, the test database and the tooling never run in production',
  check: (house) =>
    crossings(house)
      .filter(
        ({ found, fromDir, toDir }) =>
          floorOf(toDir) === 'beside' && floorOf(fromDir) !== 'beside' && !isBackstage(found.from.path),
      )
      .map(({ found, fromDir, toDir }) => at(found, `${fromDir} ships and may not import ${toDir}`)),
};

/** Packages reach each other by name, through `exports`. */
export const packagesByName: Rule = {
  name: 'packages-by-name',
  why: 'a relative path into another package walks past its face',
  check: (house) =>
    crossings(house)
      .filter(({ found }) => found.specifier.startsWith('.'))
      .map(({ found, toDir }) => at(found, `import ${toDir} by its name, not by a path`)),
};

const engineContext = (file: string): string | undefined => {
  const context = /^packages\/engine\/src\/([^/]+)\//.exec(file)?.[1];
  return context === 'migrations' ? undefined : context;
};

/** The contexts of the engine know each other in one drawn direction. */
export const engineOrder: Rule = {
  name: 'engine-order',
  why: 'contexts that know each other in circles can only be changed together',
  check: (house) =>
    house.innerImports.flatMap((found) => {
      const from = engineContext(found.from.path);
      const to = engineContext(found.to);
      if (!from || !to || from === to || to === 'platform' || isBackstage(found.from.path)) return [];
      if (from === 'platform') return [at(found, `platform is used by all and knows none, but imports ${to}`)];
      return ENGINE_ORDER[from]?.includes(to) ? [] : [at(found, `engine/${from} may not know engine/${to}`)];
    }),
};

/** A context's rows are its own: the neighbors call what its module exports. */
export const engineDrawers: Rule = {
  name: 'engine-drawers',
  why: 'a row that two contexts write has two owners and none',
  check: (house) =>
    house.innerImports
      .filter((found) => {
        const from = engineContext(found.from.path);
        const to = engineContext(found.to);
        return (
          from &&
          to &&
          from !== to &&
          to !== 'platform' &&
          !isBackstage(found.from.path) &&
          found.to.endsWith('.entity.ts')
        );
      })
      .map((found) => at(found, `${found.to} belongs to its context alone; call what its module exports`)),
};

/** No file reaches itself again by imports, types included. */
export const noCycles: Rule = {
  name: 'no-cycles',
  why: 'files in a circle can only be read, loaded and changed as one',
  check: (house) => {
    const next = new Map<string, InnerImport[]>();
    for (const found of house.innerImports) next.set(found.from.path, [...(next.get(found.from.path) ?? []), found]);
    const done = new Set<string>();
    const stack: string[] = [];
    const violations: Violation[] = [];
    const visit = (file: string): void => {
      stack.push(file);
      for (const found of next.get(file) ?? []) {
        const start = stack.indexOf(found.to);
        if (start >= 0) violations.push(at(found, `circle: ${[...stack.slice(start), found.to].join(' -> ')}`));
        else if (!done.has(found.to)) visit(found.to);
      }
      stack.pop();
      done.add(file);
    };
    for (const file of next.keys()) if (!done.has(file)) visit(file);
    return violations;
  },
};

const FOREIGN =
  /^(node:|@nestjs\/|typeorm|stripe|@stripe\/|bullmq|ioredis|pg$|fastify|@fastify\/|pino|nodemailer|react|preact|hls\.js)/;

/** Domain code is rules alone. */
export const pureDomain: Rule = {
  name: 'pure-domain',
  why: 'the same rule runs in the browser, in the server and in a simulation',
  check: (house) =>
    house.sources
      .filter(
        ({ path }) =>
          !isBackstage(path) && ['words', 'domain', 'contracts'].includes(floorOf(house.packageOf(path)!.dir) ?? ''),
      )
      .flatMap((source) =>
        source.imports
          .filter(({ specifier }) => FOREIGN.test(specifier) || isBuiltin(specifier))
          .map(({ specifier, line }) => ({ file: source.path, line, text: `a rule may not import ${specifier}` })),
      ),
};

/** A relative import names the file as it stands on disk. */
export const relativeImportsNameTheFile: Rule = {
  name: 'relative-imports-name-the-file',
  why: 'the runner, Jest, Vite and the build resolve one spelling alike',
  check: (house) =>
    house.sources.flatMap((source) =>
      source.imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.[a-z0-9]+(\?[a-z]+)?$/.test(specifier))
        .map(({ specifier, line }) => ({ file: source.path, line, text: `${specifier} lacks its extension` })),
    ),
};
