import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef, EndpointView } from './endpoint.ts';

/** Ends an operator's pause: what waited goes out, at the endpoint's pace. One that was disabled is verified instead. */
@Injectable()
export class ResumeEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly queue: EndpointQueue,
  ) {}

  async execute(ref: EndpointRef): Promise<Result<EndpointView, EndpointFailure>> {
    return await this.database.attempt<Result<EndpointView, EndpointFailure>>(async (tx) => {
      const state = await this.endpoints.lock(tx, ref);
      if (!state) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      if (state !== 'paused') {
        return err({
          code: 'FULFILLMENT.ENDPOINT_STATE_CONFLICT',
          detail: 'Only a paused endpoint is resumed; verify one that was disabled.',
          extra: { state },
        });
      }
      await this.endpoints.activate(tx, ref.endpointId, false);
      await this.queue.release(tx, ref.endpointId);
      return ok((await this.endpoints.find(tx, ref))!);
    });
  }
}
