import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef } from './endpoint.ts';

/** Removes an endpoint and its secrets. What waited for it is canceled; requests nobody else hears go elsewhere. */
@Injectable()
export class DeleteEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly queue: EndpointQueue,
  ) {}

  async execute(ref: EndpointRef): Promise<Result<null, EndpointFailure>> {
    return await this.database.attempt<Result<null, EndpointFailure>>(async (tx) => {
      if (!(await this.endpoints.lock(tx, ref))) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      await this.queue.giveUpRequests(tx, [ref.endpointId], 'endpoint_deleted');
      await this.endpoints.remove(tx, ref.endpointId);
      await this.queue.drop(tx, ref.endpointId);
      return ok(null);
    });
  }
}
