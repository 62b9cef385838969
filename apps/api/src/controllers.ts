import type { Provider, Type } from '@nestjs/common';
import { HealthController } from './platform/health.controller.ts';

/** Every controller of the API, in the order the document lists them. */
export const controllers: Type[] = [HealthController];

/** What the controllers present with. */
export const presenters: Provider[] = [];
