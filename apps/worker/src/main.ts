import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Database, JobRunner, makeLogger } from '@sidestall/engine';
import { ConfigError } from '@sidestall/engine/config';
import { readWorkerConfig } from './config.ts';
import { openHealth } from './health.ts';
import { WorkerModule } from './worker.module.ts';

try {
  const config = readWorkerConfig();
  const logger = makeLogger('worker', config.engine.logLevel);
  const application = await NestFactory.createApplicationContext(WorkerModule.register(config, logger), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  application.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const runner = application.get(JobRunner);
  await runner.start(config.concurrency);
  const database = application.get(Database);
  await openHealth(config.healthPort, async () => runner.isRunning && (await database.one('SELECT 1')) !== null);
  logger.info({ port: config.healthPort }, 'The worker works');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
