import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { HouseError } from './house-error.ts';
import { portsFrom } from './ports.ts';
import { accepts } from './postgres.ts';
import { keptSecrets } from './secrets.ts';
import { serverVariables, urlsOf, type Variables } from './surroundings.ts';

export interface RunInHouseOptions {
  readonly root: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly given: Variables;
}

/** Runs a built command with the surroundings of the house that `npm start` keeps in this folder; resolves with its code. */
export async function runInHouse({ root, entry, args, given }: RunInHouseOptions): Promise<number> {
  const dataDir = path.join(root, '.sidestall');
  const ports = portsFrom(given);
  const secrets = keptSecrets(dataDir);
  const databaseUrl =
    given['DATABASE_URL'] ?? `postgres://sidestall:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/sidestall`;
  if (!(await accepts(databaseUrl))) {
    throw new HouseError(
      'postgres',
      'The database does not answer',
      'Start the house first, in another terminal: npm start',
    );
  }
  const at = { root, dataDir, ports, urls: urlsOf(ports, given), secrets, databaseUrl, given };
  const child = spawn(process.execPath, ['--enable-source-maps', path.join(root, entry), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...serverVariables(at) },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
