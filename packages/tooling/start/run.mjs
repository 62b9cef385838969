// Runs one TypeScript file of the workspace after the same set-up as `npm start`: install, build, source condition.
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { progress, quiet } from './progress.mjs';
import { build, checkNode, describe, install, StageError } from './stages.mjs';

const file = process.argv[2];
try {
  if (!file) throw new StageError('Name the file to run', 'node packages/tooling/start/run.mjs FILE');
  checkNode();
  await install(quiet);
  await build(quiet);
  register('../node/hooks.mjs', import.meta.url);
  process.argv.splice(1, 1);
  await import(pathToFileURL(path.resolve(file)).href);
} catch (error) {
  progress.trouble(describe(error));
  process.exit(1);
}
