import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyText, stallPolicy } from './content-policy.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const docs = readFileSync(path.join(source, '../../../docs/embedding.md'), 'utf8');
const read = (file: string) => readFileSync(path.join(source, file), 'utf8');

/** What the first column of the tables under a heading names. */
function told(heading: string, shape: RegExp): string[] {
  const section = docs.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)]
    .map(([, name]) => name!)
    .filter((name) => shape.test(name))
    .sort();
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));

const found = (code: string, shape: RegExp): string[] =>
  [...new Set([...code.matchAll(shape)].map(([, name]) => name!))].sort();

const screens = files(source)
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const styles = [...files(source), ...files(path.join(source, '../../../packages/ui/src'))]
  .filter((file) => /\.(css|tsx?)$/.test(file) && !file.includes('.spec.'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('the embedding guide', () => {
  it('names every attribute the element follows, and the theme, which its styles read', () => {
    const watched = /WATCHED = \[([^\]]+)\]/.exec(read('loader.ts'))?.[1] ?? '';
    expect(told('Attributes', /./)).toEqual([...found(watched, /'([a-z]+)'/g), 'theme'].sort());
  });

  it('names every method', () => {
    const methods = found(read('loader.ts'), /^ {2}([a-z]\w+)\([^)]*\): void \{$/gm).filter(
      (name) => !/Callback$/.test(name),
    );
    expect(told('Methods', /./)).toEqual(methods);
  });

  it('names every event', () => {
    const names = /emit\(name: ([^,]+),/.exec(read('stall/stall.ts'))?.[1] ?? '';
    expect(told('Events', /./)).toEqual(found(names, /'(\w+)'/g).map((name) => `stall:${name}`));
  });

  it('names every part', () => {
    expect(told('Looks', /^[a-z]/)).toEqual(found(screens, /\bpart="([a-z-]+)"/g));
  });

  it('names every property of the looks', () => {
    expect(told('Looks', /^--/)).toEqual(found(styles, /var\((--stall-[a-z-]+)/g));
  });

  it('shows the content policy as the generator writes it', () => {
    const shown = /```\n(script-src[^`]+)```/
      .exec(docs)?.[1]
      ?.replaceAll(/\s*\n\s*/g, ' ')
      .trim();
    expect(shown).toBe(
      policyText(
        stallPolicy({
          storefront: 'https://shop.example',
          api: 'https://api.example',
          live: 'https://live.example',
          pictures: ['https://where-brands-keep-their-pictures.example'],
        }),
      ),
    );
  });
});
