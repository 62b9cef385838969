import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PartnerClient } from './partner-client.ts';

const readme = await readFile(path.join(import.meta.dirname, '..', 'README.md'), 'utf8');
const faces = JSON.parse(await readFile(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  exports: Record<string, { '@sidestall/source': string }>;
};

describe('the README', () => {
  it('imports only what the package exports', async () => {
    const imports = [...readme.matchAll(/import \{([^}]+)\} from '@sidestall\/partner-sdk(\/\w+)?'/g)];
    expect(imports.length).toBeGreaterThan(5);
    for (const [, names, face = ''] of imports) {
      const source = faces.exports[`.${face}`]!['@sidestall/source'].replace('./src/', './');
      const module = (await import(source)) as Record<string, unknown>;
      for (const name of names!.split(',')) expect(Object.keys(module)).toContain(name.trim());
    }
  });

  it('names every call of the client, and none that does not exist', () => {
    const table = readme.slice(readme.indexOf('## The partner API'), readme.indexOf('Every action carries'));
    const named = [...table.matchAll(/`(\w+)\(/g)].map(([, name]) => name!);
    const calls = Object.getOwnPropertyNames(PartnerClient.prototype).filter((name) => name !== 'constructor');
    expect([...new Set(named)].toSorted()).toEqual(calls.toSorted());
  });
});
