#!/usr/bin/env node
// Bundles the sandbox's browser scripts into classic scripts. Run by itself it writes them to dist/browser.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export async function bundleBrowserScript(entry, minify = false) {
  const bundle = await rolldown({
    cwd: root,
    input: path.join(root, 'src/browser', `${entry}.entry.ts`),
    platform: 'browser',
    tsconfig: false,
  });
  const { output } = await bundle.generate({ format: 'iife', minify });
  await bundle.close();
  return output[0].code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = (await readdir(path.join(root, 'src/browser')))
    .filter((name) => name.endsWith('.entry.ts'))
    .map((name) => name.slice(0, -'.entry.ts'.length));
  await mkdir(path.join(root, 'dist/browser'), { recursive: true });
  for (const entry of entries)
    await writeFile(path.join(root, 'dist/browser', `${entry}.js`), await bundleBrowserScript(entry, true));
  console.log(`@sidestall/stripe-sandbox: ${entries.length} browser scripts built`);
}
