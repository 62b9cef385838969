import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { systemClock } from '@sidestall/kernel';
import { BullmqQueue } from './bullmq-queue.ts';
import type { EngineConfig } from './config.ts';
import { dataSourceOptions, SESSION_LIMITS } from './data-source.ts';
import { Database } from './database.ts';
import type { Subscription } from './fact.ts';
import { Faults } from './faults.ts';
import { GivenUpJobs } from './given-up-jobs.ts';
import { Idempotency } from './idempotency.ts';
import { JobRunner } from './job-runner.ts';
import type { Logger } from './logger.ts';
import { Mailer, SendMailHandler } from './mailer.ts';
import { OutboxBell } from './outbox-bell.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { Outbox } from './outbox.ts';
import { CLOCK, ENGINE_CONFIG, JOB_QUEUE, LOGGER, SUBSCRIPTIONS } from './tokens.ts';

export interface PlatformOptions {
  readonly config: EngineConfig;
  readonly logger: Logger;
  readonly subscriptions: readonly Subscription[];
}

/** What every context stands on and none owns: database, outbox, queue, mail, idempotency, clock. */
@Global()
@Module({})
export class PlatformModule {
  static register({ config, logger, subscriptions }: PlatformOptions): DynamicModule {
    const options = dataSourceOptions(config.databaseUrl, config.databasePool);
    const values = [
      { provide: ENGINE_CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: systemClock },
      { provide: SUBSCRIPTIONS, useValue: subscriptions },
      { provide: JOB_QUEUE, useFactory: () => new BullmqQueue(config, logger) },
    ];
    const services = [Database, Outbox, OutboxBell, Idempotency, Mailer, Faults, GivenUpJobs, JobRunner];
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...options,
          extra: { ...options.extra, ...SESSION_LIMITS },
          retryAttempts: 0,
        }),
      ],
      providers: [...values, ...services, OutboxRelay, SendMailHandler],
      exports: [...values.map((value) => value.provide), ...services],
    };
  }
}
