import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef, EndpointView } from './endpoint.ts';

/**
 * Stops an endpoint; what is for it waits. An operator's pause ends by an operator's word; a retailer that switches its
 * endpoint off has it verified to switch it on, and is not waited for meanwhile.
 */
@Injectable()
export class PauseEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly queue: EndpointQueue,
    private readonly events: EndpointEvents,
  ) {}

  async execute(ref: EndpointRef, by: 'operator' | 'partner'): Promise<Result<EndpointView, EndpointFailure>> {
    return await this.database.attempt<Result<EndpointView, EndpointFailure>>(async (tx) => {
      const state = await this.endpoints.lock(tx, ref);
      if (!state) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      // A retailer does not undo what the operator decided.
      if (by === 'operator') await this.endpoints.setState(tx, ref.endpointId, 'paused', 'operator');
      else if (state !== 'paused') {
        await this.endpoints.setState(tx, ref.endpointId, 'disabled_by_partner', 'portal');
        await this.queue.giveUpRequests(tx, [ref.endpointId], 'endpoint_disabled');
      }
      await this.queue.hold(tx, [ref.endpointId]);
      await this.events.note(tx, [{ endpointId: ref.endpointId, type: 'endpoint.disabled', detail: { by } }]);
      return ok((await this.endpoints.find(tx, ref))!);
    });
  }
}
