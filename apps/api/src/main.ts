import 'reflect-metadata';
import { ConfigError } from '@sidestall/engine/config';
import { makeLogger } from '@sidestall/engine';
import { createApplication } from './application.ts';
import { readApiConfig } from './config.ts';

try {
  const config = readApiConfig();
  const logger = makeLogger('api', config.engine.logLevel);
  const application = await createApplication(config, logger);
  await application.listen(config.port, config.host);
  logger.info({ port: config.port }, 'The API is open');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
