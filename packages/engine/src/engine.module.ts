import { Module, type DynamicModule } from '@nestjs/common';
import type { EngineConfig } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { contextModules, subscriptions } from './contexts.ts';

/** The one engine behind every server door. */
@Module({})
export class EngineModule {
  static register(config: EngineConfig, logger: Logger): DynamicModule {
    return {
      module: EngineModule,
      imports: [PlatformModule.register({ config, logger, subscriptions }), ...contextModules],
      exports: [...contextModules],
    };
  }
}
