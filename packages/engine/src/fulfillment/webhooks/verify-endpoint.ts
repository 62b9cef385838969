import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef, EndpointView } from './endpoint.ts';
import { TestMessage, type TestOutcome } from './test-message.ts';

export interface Verification {
  readonly endpoint: EndpointView;
  readonly test: TestOutcome;
}

/**
 * Sends a signed test event; one that is answered with 2xx makes the endpoint active, and what waited for it goes out. The
 * way into service for a new endpoint and back for one that was disabled.
 */
@Injectable()
export class VerifyEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly queue: EndpointQueue,
    private readonly events: EndpointEvents,
    private readonly testMessage: TestMessage,
  ) {}

  async execute(ref: EndpointRef): Promise<Result<Verification, EndpointFailure>> {
    const before = await this.endpoints.find(this.database, ref);
    if (!before) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
    if (before.state === 'paused') {
      return err({
        code: 'FULFILLMENT.ENDPOINT_STATE_CONFLICT',
        detail: 'The operator paused this endpoint; ask for it to be resumed.',
        extra: { state: before.state },
      });
    }
    const test = await this.testMessage.send(ref);
    return await this.database.attempt<Result<Verification, EndpointFailure>>(async (tx) => {
      const state = await this.endpoints.lock(tx, ref);
      if (!state || !test) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      if (test.isWell && state !== 'paused') {
        await this.endpoints.activate(tx, ref.endpointId, true);
        await this.queue.release(tx, ref.endpointId);
        await this.events.note(tx, [{ endpointId: ref.endpointId, type: 'endpoint.verified' }]);
      }
      return ok({ endpoint: (await this.endpoints.find(tx, ref))!, test });
    });
  }
}
