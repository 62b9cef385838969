// `npm start`: from a fresh clone on a machine with Node and npm alone to a shop that sells.
import { register } from 'node:module';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { takeLock } from './lock.mjs';
import { progress } from './progress.mjs';
import { build, checkNode, dataDir, describe, install, root, StageError } from './stages.mjs';

const startedAt = Date.now();
const given = process.argv.slice(2);

async function start() {
  if (given.includes('--help')) {
    console.log(
      'npm start             installs, builds and starts everything\nnpm start -- --reset  does so with empty data',
    );
    return 0;
  }
  const unknown = given.find((argument) => argument !== '--reset');
  if (unknown) throw new StageError(`npm start does not know ${unknown}`, 'It knows --reset and --help.');
  checkNode();
  takeLock();
  await install(progress);
  await build(progress);
  register('../node/hooks.mjs', import.meta.url);
  if (given.includes('--reset')) await reset();
  const { supervise } = await import('../src/house/supervisor.ts');
  return supervise({ root, progress, startedAt });
}

async function reset() {
  const { forgetPostgres } = await import('../src/house/postgres.ts');
  forgetPostgres(dataDir);
  for (const name of readdirSync(dataDir)) {
    if (name !== 'state' && name !== 'supervisor.pid')
      rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  progress.note('The data of the last time is gone.');
}

try {
  process.exit(await start());
} catch (error) {
  progress.trouble(describe(error));
  process.exit(1);
}
