import { ConfigError, readConfig } from './config.ts';
import { openHouse } from './house.ts';

try {
  const config = readConfig();
  const log = (message: string) => console.log(`${new Date().toISOString()} ${config.slug}: ${message}`);
  const app = await openHouse(config, log);
  await app.listen({ port: config.port, host: config.host });
  log(`packing desk at http://localhost:${config.port}`);
  const close = () => {
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
