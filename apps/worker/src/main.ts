import 'reflect-metadata';
import { setPriority } from 'node:os';
import { NestFactory } from '@nestjs/core';
import { Database, DeliveryDispatcher, JobRunner, makeLogger } from '@sidestall/engine';
import { ConfigError } from '@sidestall/engine/config';
import { readWorkerConfig } from './config.ts';
import { openHealth } from './health.ts';
import { WorkerModule } from './worker.module.ts';

try {
  const config = readWorkerConfig();
  const logger = makeLogger('worker', config.engine.logLevel);
  yieldToBuyers();
  const application = await NestFactory.createApplicationContext(WorkerModule.register(config, logger), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  application.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  const runner = application.get(JobRunner);
  await runner.start(config.concurrency);
  application.get(DeliveryDispatcher).start();
  const database = application.get(Database);
  await openHealth(config.healthPort, async () => runner.isRunning && (await database.one('SELECT 1')) !== null);
  logger.info({ port: config.healthPort }, 'The worker works');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

/**
 * Work that can wait gives way to people who wait: where worker and API share a machine that is busy, the API goes first
 * and the worker catches up. Some systems do not let a process do this; then they share as equals.
 */
function yieldToBuyers(): void {
  try {
    setPriority(10);
  } catch {
    // No harm: only a crowded machine would notice.
  }
}
