import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { Database } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { checkSettings } from './endpoint-settings.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef, EndpointSettings, EndpointView } from './endpoint.ts';

/** Changes what is given of an endpoint's settings. The next attempt of every message goes by them. */
@Injectable()
export class UpdateEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async execute(ref: EndpointRef, changes: Partial<EndpointSettings>): Promise<Result<EndpointView, EndpointFailure>> {
    const checked = checkSettings(changes, this.config.webhooks.allowPrivateHosts);
    if (!checked.ok) return checked;
    return await this.database.attempt<Result<EndpointView, EndpointFailure>>(async (tx) => {
      if (!(await this.endpoints.lock(tx, ref))) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      await this.endpoints.change(tx, ref.endpointId, changes);
      return ok((await this.endpoints.find(tx, ref))!);
    });
  }
}
