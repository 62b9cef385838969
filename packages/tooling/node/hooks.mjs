import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { swcOptionsFor } from './swc-options.mjs';

const CONDITION = '@sidestall/source';

export async function resolve(specifier, context, next) {
  return next(specifier, { ...context, conditions: [CONDITION, ...context.conditions] });
}

export async function load(url, context, next) {
  if (!/\.tsx?(\?|$)/.test(url) || !url.startsWith('file:')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    ...swcOptionsFor(filename),
    filename,
    sourceMaps: 'inline',
    swcrc: false,
    configFile: false,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
