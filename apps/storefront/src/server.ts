import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { staticSite } from './static-site.ts';

// The same folder from src/ in development and from dist/ once built.
const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const config = readConfig();
const app = await staticSite(config, dist);
await app.listen({ port: config.port, host: config.host });
console.log(`Storefront on port ${config.port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
