#!/usr/bin/env node
// Builds one server package or app: every entry its package.json names under the private source condition becomes a
// file in dist/ with everything that is not its own left outside, so that production resolves the same packages.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { transform } from '@swc/core';
import { rolldown } from 'rolldown';
import { swcOptionsFor } from '../node/swc-options.mjs';

const cwd = process.cwd();
const manifest = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8'));
const input = {};
for (const [name, target] of Object.entries({ ...manifest.exports, ...manifest.sidestall?.entries })) {
  const source = typeof target === 'string' ? target : target['@sidestall/source'];
  if (!source?.endsWith('.ts')) continue;
  const built = typeof target === 'string' ? undefined : target.default;
  input[built ? path.basename(built, '.js') : name.replace(/^\.\//, '')] = path.join(cwd, source);
}

await rm(path.join(cwd, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  cwd,
  input,
  platform: 'node',
  external: (id) => !/^[./]/.test(id) && !path.isAbsolute(id),
  plugins: [
    {
      name: 'swc',
      async transform(code, id) {
        if (!/\.tsx?$/.test(id)) return null;
        const result = await transform(code, {
          ...swcOptionsFor(id),
          filename: id,
          sourceMaps: true,
          swcrc: false,
          configFile: false,
        });
        return { code: result.code, map: result.map, moduleType: 'js' };
      },
    },
  ],
});
await bundle.write({
  dir: path.join(cwd, 'dist'),
  format: 'es',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
console.log(
  `${manifest.name}: ${Object.keys(input).length} entr${Object.keys(input).length === 1 ? 'y' : 'ies'} built`,
);
