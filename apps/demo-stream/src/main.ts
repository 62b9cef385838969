import { systemClock } from '@sidestall/kernel';
import { readConfig } from './config.ts';
import { ownFolders, showServer } from './show-server.ts';

const config = readConfig();
const app = await showServer(config, ownFolders(import.meta.dirname), systemClock);
await app.listen({ port: config.port, host: config.host });
console.log(`Demo stream on port ${config.port}`);

const stop = () => {
  app.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
