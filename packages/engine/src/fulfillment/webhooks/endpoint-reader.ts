import { Injectable } from '@nestjs/common';
import type { Id, RetailerId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointRef, EndpointView, PublicKeyView } from './endpoint.ts';

/** Reads endpoints as their retailer sees them. */
@Injectable()
export class EndpointReader {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
  ) {}

  /** All of a retailer, the oldest first. */
  list(retailerId: RetailerId): Promise<EndpointView[]> {
    return this.endpoints.list(this.database, retailerId);
  }

  /** Null for one of another retailer, too. */
  one(ref: EndpointRef): Promise<EndpointView | null> {
    return this.endpoints.find(this.database, ref);
  }

  /** The public keys that sign for any retailer's endpoint now, the newest first; null when there is no such endpoint. */
  publicKeys(endpointId: Id<'end'>): Promise<PublicKeyView[] | null> {
    return this.endpoints.publicKeys(this.database, endpointId);
  }
}
