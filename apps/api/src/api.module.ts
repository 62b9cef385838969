import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { EngineModule, type Logger } from '@sidestall/engine';
import type { ApiConfig } from './config.ts';
import { AccessGuard } from './http/access.guard.ts';
import { ACCESS_CHECKS } from './http/access-checks.ts';
import { EngineAccessChecks } from './http/engine-access-checks.ts';
import { PARTNER_LIMIT, PartnerLimits } from './http/partner-limits.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { validationPipe } from './http/validation.ts';
import { controllers, presenters } from './controllers.ts';

@Module({})
export class ApiModule {
  static register(config: ApiConfig, logger: Logger): DynamicModule {
    return {
      module: ApiModule,
      imports: [EngineModule.register(config.engine, logger)],
      controllers,
      providers: [
        ...presenters,
        { provide: ACCESS_CHECKS, useClass: EngineAccessChecks },
        { provide: PARTNER_LIMIT, useValue: config.partnerLimit },
        PartnerLimits,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
    };
  }
}
