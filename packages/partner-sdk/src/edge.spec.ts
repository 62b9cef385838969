import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const src = import.meta.dirname;

describe('what is published', () => {
  it('imports nothing but itself, so that it runs where there is no Node and adds nothing to install', async () => {
    const files = (await readdir(src)).filter((name) => !name.endsWith('spec.ts'));
    expect(files).toContain('fetch.ts');
    for (const name of files) {
      const text = await readFile(path.join(src, name), 'utf8');
      const imported = [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map((match) => match[1]!);
      expect(imported.filter((it) => !it.startsWith('./'))).toEqual([]);
      expect(text).not.toMatch(/\bBuffer\b|\bprocess\.|\brequire\(/);
    }
  });
});
