import { createServer } from 'node:net';

export {
  startTemporaryPostgres as startPostgres,
  type TemporaryPostgres as PostgresServer,
} from '@sidestall/tooling/postgres';

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
