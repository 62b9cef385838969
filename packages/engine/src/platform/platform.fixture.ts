import 'reflect-metadata';
import { Module, type INestApplicationContext, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { engineEnv, toEngineConfig, type EngineConfig } from './config.ts';
import { Database } from './database.ts';
import type { Job, Subscription } from './fact.ts';
import { Handles, type JobAgain, type JobRun } from './job-handler.ts';
import { JobRunner } from './job-runner.ts';
import { makeLogger, type Logger } from './logger.ts';
import { Outbox, type ScheduleOptions } from './outbox.ts';
import { PlatformModule } from './platform.module.ts';

@Module({})
class PlatformOfTest {}

/** The surroundings of a platform that no test looks at. */
export function platformConfig(databaseUrl: string, redisUrl?: string): EngineConfig {
  return toEngineConfig(
    engineEnv.parse({
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_test',
      APP_SECRET: 'a-secret-for-tests-of-thirty-two-letters',
    }),
  );
}

/** A provider that does the job as the test says. */
export function handlerOf<P>(
  job: Job<string, P>,
  handle: (payload: P, run: JobRun) => Promise<void | JobAgain>,
): Provider {
  class HandlerOfTest {
    readonly handle = handle;
  }
  Handles(job)(HandlerOfTest);
  return { provide: HandlerOfTest, useClass: HandlerOfTest };
}

/** One process's platform without any context on it: database, outbox and queue, with the handlers a test gives. */
export class TestPlatform {
  private constructor(private readonly application: INestApplicationContext) {}

  static async open(
    config: EngineConfig,
    handlers: readonly Provider[] = [],
    subscriptions: readonly Subscription[] = [],
    logger: Logger = makeLogger('test', 'silent'),
  ): Promise<TestPlatform> {
    const application = await NestFactory.createApplicationContext(
      {
        module: PlatformOfTest,
        imports: [PlatformModule.register({ config, logger, subscriptions })],
        providers: [...handlers],
      },
      { logger: false, abortOnError: false },
    );
    return new TestPlatform(application);
  }

  get<T>(token: new (...args: never[]) => T): T {
    return this.application.get(token, { strict: false });
  }

  get database(): Database {
    return this.get(Database);
  }

  async schedule<P>(job: Job<string, P>, payload: NoInfer<P>, options?: ScheduleOptions): Promise<void> {
    await this.database.transaction((tx) => this.get(Outbox).schedule(tx, job, payload, options));
  }

  async work(concurrency = 4): Promise<void> {
    await this.get(JobRunner).start(concurrency);
  }

  async close(deadlineMs = 5_000): Promise<void> {
    if (this.get(JobRunner).isRunning) await this.get(JobRunner).stop(deadlineMs);
    await this.application.close();
  }
}

/** Waits for a fact of the database; the test's own limit is the deadline. */
export async function until<T>(ask: () => Promise<T | false | null | undefined> | T | false): Promise<T> {
  for (;;) {
    const value = await ask();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Something that a test opens and others wait for. */
export class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}
