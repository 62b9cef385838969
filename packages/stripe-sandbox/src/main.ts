import { readConfig } from './config.ts';
import { startSandbox } from './sandbox.ts';

const config = readConfig();
const sandbox = await startSandbox(config);
console.log(`Stripe sandbox on ${sandbox.url} – test money only`);

const stop = (): void => {
  void sandbox.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
