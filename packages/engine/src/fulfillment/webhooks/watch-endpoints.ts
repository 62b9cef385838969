import { Injectable } from '@nestjs/common';
import { newId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointMails, type TroubledEndpoint } from './endpoint-mails.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { watchEndpointsJob } from './webhooks.jobs.ts';

const HOUR = 3_600;
/** How long an endpoint fails before its retailer is warned, once for each. */
const WARN_AFTER_HOURS = [1, 24, 72] as const;
const DISABLE_AFTER_SECONDS = 5 * 24 * HOUR;
const A_RUN = 200;

interface Watched extends TroubledEndpoint {
  readonly state: string;
  readonly reason: string | null;
  readonly warnings: number;
  readonly failingSeconds: number | null;
  readonly failingSince: string | null;
}

const WATCHED = `e.id, e.retailer_id AS "retailerId", r.name AS "retailerName", e.url, r.contact_email AS "contactEmail",
  e.last_error AS "lastError", e.state, e.disabled_reason AS reason, e.warnings,
  extract(epoch FROM now() - e.failing_since)::float8 AS "failingSeconds",
  to_char(e.failing_since AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') AS "failingSince",
  (SELECT count(*) FROM fulfillment.delivery d WHERE d.endpoint_id = e.id AND d.state IN ('pending', 'held')) AS waiting`;

/** Warns of endpoints that fail, says when they are back, and switches off one that has failed for five days. */
@Injectable()
@Handles(watchEndpointsJob)
export class WatchEndpointsHandler implements JobHandler<typeof watchEndpointsJob> {
  constructor(
    private readonly database: Database,
    private readonly mails: EndpointMails,
    private readonly events: EndpointEvents,
    private readonly queue: EndpointQueue,
  ) {}

  async handle(): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const endpoint of await this.#troubled(tx)) await this.#see(tx, endpoint);
    });
  }

  /** Those for whom something is due; each is held, so that nobody else judges it at the same time. */
  async #troubled(tx: Tx): Promise<Watched[]> {
    return await tx.rows<Watched>(
      `SELECT ${WATCHED} FROM fulfillment.endpoint e JOIN fulfillment.retailer r ON r.id = e.retailer_id
        WHERE e.deleted_at IS NULL
          AND ((e.state IN ('active', 'degraded', 'probing') AND e.failing_since IS NULL AND e.warnings > 0)
            OR (e.state IN ('active', 'degraded', 'probing') AND e.failing_since <= now() - make_interval(secs => $1))
            OR (e.state = 'disabled_by_partner' AND e.disabled_reason IN ('gone', 'asked') AND e.warnings < $2))
        ORDER BY e.id LIMIT $3 FOR UPDATE OF e SKIP LOCKED`,
      [WARN_AFTER_HOURS[0] * HOUR, TOLD_OFF, A_RUN],
    );
  }

  async #see(tx: Tx, endpoint: Watched): Promise<void> {
    const { id, failingSeconds, warnings } = endpoint;
    // Without a beginning it is told of once by being told of: its row says so in the same transaction.
    const since = endpoint.failingSince ?? newId('eev');
    if (endpoint.state === 'disabled_by_partner') {
      await this.#told(tx, endpoint, TOLD_OFF);
      await this.mails.disabled(tx, endpoint, endpoint.reason ?? '', since);
      return;
    }
    if (failingSeconds === null) {
      await this.#told(tx, endpoint, 0);
      await this.events.note(tx, [{ endpointId: id, type: 'endpoint.recovered' }]);
      await this.mails.recovered(tx, endpoint, since);
      return;
    }
    if (failingSeconds >= DISABLE_AFTER_SECONDS) return await this.#disable(tx, endpoint, since);
    const level = WARN_AFTER_HOURS.filter((hours) => failingSeconds >= hours * HOUR).length;
    if (level <= warnings) return;
    const hours = WARN_AFTER_HOURS[level - 1]!;
    await this.#told(tx, endpoint, level);
    await this.events.note(tx, [
      { endpointId: id, type: 'endpoint.failing', detail: { hours, error: endpoint.lastError } },
    ]);
    await this.mails.failing(tx, endpoint, hours, since);
  }

  async #disable(tx: Tx, endpoint: Watched, since: string): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.endpoint SET state = 'disabled_auto', disabled_reason = 'failing', warnings = $2 WHERE id = $1`,
      [endpoint.id, TOLD_OFF],
    );
    await this.queue.giveUpRequests(tx, [endpoint.id], 'endpoint_disabled');
    await this.queue.hold(tx, [endpoint.id]);
    await this.events.note(tx, [{ endpointId: endpoint.id, type: 'endpoint.disabled', detail: { reason: 'failing' } }]);
    await this.mails.disabled(tx, endpoint, 'failing', since);
  }

  async #told(tx: Tx, { id }: Watched, warnings: number): Promise<void> {
    await tx.rows(`UPDATE fulfillment.endpoint SET warnings = $2 WHERE id = $1`, [id, warnings]);
  }
}

/** As many warnings as say that it is off. */
const TOLD_OFF = WARN_AFTER_HOURS.length + 1;
