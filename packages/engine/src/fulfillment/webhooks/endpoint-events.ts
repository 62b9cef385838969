import { Injectable } from '@nestjs/common';
import { newId, type Id, type RetailerId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';

export type EndpointEventType =
  | 'endpoint.degraded'
  | 'endpoint.failing'
  | 'endpoint.recovered'
  | 'endpoint.disabled'
  | 'endpoint.verified'
  | 'delivery.exhausted'
  | 'secret.rotated';

export interface EndpointEvent {
  readonly endpointId: Id<'end'>;
  readonly type: EndpointEventType;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface EndpointEventView {
  readonly id: Id<'eev'>;
  readonly endpointId: Id<'end'>;
  readonly type: EndpointEventType;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** What operators and retailers hear of endpoints: written down with the change, read in the portal, told by mail. */
@Injectable()
export class EndpointEvents {
  constructor(private readonly database: Database) {}

  async note(tx: Tx, events: readonly EndpointEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.rows(
      `INSERT INTO fulfillment.endpoint_event (id, retailer_id, endpoint_id, type, detail)
       SELECT n.id, e.retailer_id, e.id, n.type, coalesce(n.detail, '{}')
         FROM jsonb_to_recordset($1::jsonb) AS n(id text, endpoint_id text, type text, detail jsonb)
         JOIN fulfillment.endpoint e ON e.id = n.endpoint_id`,
      [
        JSON.stringify(
          events.map(({ endpointId, type, detail }) => ({ id: newId('eev'), endpoint_id: endpointId, type, detail })),
        ),
      ],
    );
  }

  /** A retailer's, the newest first. */
  async page(
    retailerId: RetailerId,
    filter: { readonly endpointId?: Id<'end'>; readonly before?: Id<'eev'>; readonly limit: number },
  ): Promise<EndpointEventView[]> {
    return await this.database.rows<EndpointEventView>(
      `SELECT id, endpoint_id AS "endpointId", type, detail, created_at AS "createdAt" FROM fulfillment.endpoint_event
        WHERE retailer_id = $1 AND ($2::text IS NULL OR endpoint_id = $2) AND ($3::text IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4`,
      [retailerId, filter.endpointId ?? null, filter.before ?? null, filter.limit],
    );
  }
}
