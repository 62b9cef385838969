import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readHouse } from './house.ts';
import { planted, soundHouse, type Tree } from './planted.ts';
import { rules } from './rules.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('the house', () => {
  const house = readHouse(root);

  it('has rooms on every floor, read from the workspace globs', () => {
    const dirs = house.packages.map(({ dir }) => dir);
    expect(dirs).toEqual(
      expect.arrayContaining([
        'packages/kernel',
        'packages/contracts',
        'packages/engine',
        'apps/api',
        'packages/tooling',
      ]),
    );
    expect(house.innerImports.length).toBeGreaterThan(50);
  });

  it.each(rules.map((rule) => [rule.name, rule.why, rule] as const))('keeps "%s", because %s', (_name, _why, rule) => {
    expect(rule.check(house).map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
  });
});

describe('each rule', () => {
  const trees: string[] = [];
  afterAll(() => trees.forEach((tree) => rmSync(tree, { recursive: true, force: true })));

  const build = (tree: Tree): string => {
    const dir = mkdtempSync(path.join(tmpdir(), 'sidestall-house-'));
    trees.push(dir);
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), text);
    }
    return dir;
  };

  it('has a name of its own and a planted violation', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(planted).sort()).toEqual([...names].sort());
  });

  it('lets a sound house pass', () => {
    const house = readHouse(build(soundHouse));
    expect(rules.flatMap((rule) => rule.check(house))).toEqual([]);
  });

  it.each(
    Object.entries(planted).flatMap(([name, plants]) =>
      plants.map((tree) => [name, Object.keys(tree)[0]!, tree] as const),
    ),
  )('bites: "%s" finds what was planted in %s', (name, file, tree) => {
    const house = readHouse(build({ ...soundHouse, ...tree }));
    const found = rules.find((rule) => rule.name === name)!.check(house);
    expect(found.map((violation) => violation.file)).toContain(file);
  });
});
