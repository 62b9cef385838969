// `npm run import -- products.csv --brand some-brand`: the catalog import, in the house that `npm start` runs here.
import { register } from 'node:module';
import path from 'node:path';
import { progress, quiet } from './progress.mjs';
import { build, checkNode, describe, install, root } from './stages.mjs';

try {
  checkNode();
  await install(quiet);
  await build(quiet);
  register('../node/hooks.mjs', import.meta.url);
  const { runInHouse } = await import('../src/house/run-in-house.ts');
  // A file is named as seen from where the person stands, which npm keeps in INIT_CWD.
  const from = process.env.INIT_CWD ?? process.cwd();
  const args = process.argv.slice(2).map((argument, index, all) => {
    const isFile = !argument.startsWith('-') && !all[index - 1]?.startsWith('--');
    return isFile ? path.resolve(from, argument) : argument;
  });
  process.exitCode = await runInHouse({ root, entry: 'apps/api/dist/import-catalog.js', args, given: process.env });
} catch (error) {
  progress.trouble(describe(error));
  process.exitCode = 1;
}
