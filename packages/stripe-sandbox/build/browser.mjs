#!/usr/bin/env node
// Bundles browser scripts into classic scripts: `browser.mjs` builds all of them into dist/browser, `browser.mjs FILE`
// prints one. The server prints them in a process of its own, so that the bundler is never loaded where payments are made.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'src/browser');

async function bundle(file, minify) {
  const build = await rolldown({
    cwd: root,
    input: file,
    platform: 'browser',
    tsconfig: false,
    transform: { jsx: 'react-jsx', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await build.generate({ format: 'iife', minify });
  await build.close();
  return output[0].code;
}

const [file] = process.argv.slice(2);
if (file) {
  process.stdout.write(await bundle(path.resolve(file), false));
} else {
  const entries = (await readdir(source)).filter((name) => name.endsWith('.entry.ts'));
  await mkdir(path.join(root, 'dist/browser'), { recursive: true });
  for (const name of entries) {
    await writeFile(
      path.join(root, 'dist/browser', name.replace('.entry.ts', '.js')),
      await bundle(path.join(source, name), true),
    );
  }
  console.log(`@sidestall/stripe-sandbox: ${entries.length} browser scripts built`);
}
