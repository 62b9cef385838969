import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVariables } from '../docker/read-variables.ts';
import { PORTS } from '../house/ports.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

describe('the documents', () => {
  it.each(pages)('%s links only to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)))).toEqual([]);
  });

  it.each(pages)('%s names only scripts that `npm run` knows', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('explain every variable that the engine reads or that moves a port, and no other', () => {
    const table = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const explained = table.flatMap((line) =>
      [...line.split('|')[1]!.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name]) => name!),
    );
    const engine = [...readVariables(root, 'packages/engine/src/platform/config.ts').keys()];
    // Read for tests alone, or set by every Node host.
    const unexplained = new Set(['FAULT_POINT', 'FAULT_FILE', 'NODE_ENV']);
    const ports = Object.values(PORTS).map(({ variable }) => variable);
    expect([...explained].sort()).toEqual([...engine.filter((name) => !unexplained.has(name)), ...ports].sort());
  });

  it('give each decision one page with the option it rejects', () => {
    const decisions = pages.filter((page) => page.startsWith('docs/adr/'));
    expect(decisions.length).toBeGreaterThan(4);
    for (const page of decisions) {
      expect(page).toMatch(/^docs\/adr\/\d{4}-[a-z0-9-]+\.md$/);
      expect(read(page)).toMatch(/\*\*Decided\.\*\*[^]*\*\*Rejected\.\*\*/);
    }
  });
});
