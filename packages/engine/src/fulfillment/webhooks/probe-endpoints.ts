import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import type { EndpointRef } from './endpoint.ts';
import { TestMessage } from './test-message.ts';
import { probeEndpointsJob } from './webhooks.jobs.ts';

const A_RUN = 20;

/**
 * Asks endpoints that fail and for which nothing waits whether they are back. What waited has gone to others by then, and
 * without a message nobody would ever find out.
 */
@Injectable()
@Handles(probeEndpointsJob)
export class ProbeEndpointsHandler implements JobHandler<typeof probeEndpointsJob> {
  constructor(
    private readonly database: Database,
    private readonly testMessage: TestMessage,
  ) {}

  async handle(): Promise<void> {
    const silent = await this.database.rows<EndpointRef>(
      `SELECT e.id AS "endpointId", e.retailer_id AS "retailerId" FROM fulfillment.endpoint e
        WHERE e.state IN ('active', 'degraded', 'probing') AND e.failing_since IS NOT NULL AND e.deleted_at IS NULL
          AND (e.held_until IS NULL OR e.held_until <= now())
          AND NOT EXISTS (SELECT 1 FROM fulfillment.delivery d
                           WHERE d.endpoint_id = e.id AND d.state IN ('pending', 'in_flight'))
        ORDER BY random() LIMIT $1`,
      [A_RUN],
    );
    await Promise.all(silent.map((ref) => this.testMessage.send(ref)));
  }
}
