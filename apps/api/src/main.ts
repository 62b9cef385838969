import 'reflect-metadata';
import { ConfigError } from '@sidestall/engine/config';
import { makeLogger, type Logger } from '@sidestall/engine';
import { createApplication } from './application.ts';
import { readApiConfig } from './config.ts';

const STOP_WITHIN_MS = 9_000;

/** A request that hangs must not keep a release waiting: whoever sent it sends it again. */
function endWithin(milliseconds: number, logger: Logger): void {
  setTimeout(() => {
    logger.error('Requests still run after the time to stop; they are cut off');
    process.exit(1);
  }, milliseconds).unref();
}

try {
  const config = readApiConfig();
  const logger = makeLogger('api', config.engine.logLevel);
  const application = await createApplication(config, logger);
  await application.listen(config.port, config.host);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => endWithin(STOP_WITHIN_MS, logger));
  logger.info({ port: config.port }, 'The API is open');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
