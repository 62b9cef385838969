import { Module, type DynamicModule, type OnModuleDestroy } from '@nestjs/common';
import { DeliveryDispatcher, EngineModule, JobRunner, type Logger } from '@sidestall/engine';
import type { WorkerConfig } from './config.ts';

const STOP_WITHIN_MS = 15_000;

@Module({})
export class WorkerModule implements OnModuleDestroy {
  constructor(
    private readonly runner: JobRunner,
    private readonly dispatcher: DeliveryDispatcher,
  ) {}

  static register(config: WorkerConfig, logger: Logger): DynamicModule {
    return { module: WorkerModule, imports: [EngineModule.register(config.engine, logger)] };
  }

  /** Before any connection closes: what runs must still be able to write down what became of it. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.runner.stop(STOP_WITHIN_MS), this.dispatcher.stop(STOP_WITHIN_MS)]);
  }
}
