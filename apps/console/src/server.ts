import path from 'node:path';
import { loadConfig } from './config.ts';
import { siteServer } from './site-server.ts';

const config = loadConfig();
const app = await siteServer(config, path.join(import.meta.dirname, 'site'));
await app.listen({ port: config.port, host: config.host });

const stop = () => {
  app.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
