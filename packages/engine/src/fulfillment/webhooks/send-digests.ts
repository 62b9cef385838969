import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { EndpointMails, type DeliveryDay } from './endpoint-mails.ts';
import { sendDigestsJob } from './webhooks.jobs.ts';

/** Once a day, tells each retailer's contact what became of the messages of the day before; silent about a silent day. */
@Injectable()
@Handles(sendDigestsJob)
export class SendDigestsHandler implements JobHandler<typeof sendDigestsJob> {
  constructor(
    private readonly database: Database,
    private readonly mails: EndpointMails,
  ) {}

  async handle(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const days = await tx.rows<DeliveryDay>(
        `WITH day AS (SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS ended),
         lines AS (
           SELECT r.id, r.name, r.contact_email, day.ended,
                  count(d.id) FILTER (WHERE d.state = 'succeeded' AND d.finished_at >= day.ended - interval '1 day'
                                        AND d.finished_at < day.ended) AS arrived,
                  count(d.id) FILTER (WHERE d.state IN ('exhausted', 'failed', 'blocked', 'aborted')
                                        AND d.finished_at >= day.ended - interval '1 day' AND d.finished_at < day.ended) AS exhausted,
                  count(d.id) FILTER (WHERE d.state IN ('pending', 'held', 'in_flight')) AS waiting,
                  sum((SELECT count(*) FROM fulfillment.delivery_attempt a
                        WHERE a.delivery_id = d.id AND a.started_at >= day.ended - interval '1 day' AND a.started_at < day.ended
                          AND (a.status IS NULL OR a.status NOT BETWEEN 200 AND 299))) AS failed_attempts
             FROM day, fulfillment.retailer r
             JOIN fulfillment.endpoint e ON e.retailer_id = r.id AND e.deleted_at IS NULL
             JOIN fulfillment.delivery d ON d.endpoint_id = e.id AND d.type <> 'endpoint.test'
            WHERE r.contact_email IS NOT NULL AND r.is_active
              AND (d.finished_at IS NULL OR d.finished_at >= day.ended - interval '1 day')
              AND NOT EXISTS (SELECT 1 FROM platform.mail m
                               WHERE m.key = 'delivery-digest-' || r.id || '-' || to_char((day.ended - interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD'))
            GROUP BY r.id, r.name, r.contact_email, day.ended)
         SELECT id AS "retailerId", name AS "retailerName", contact_email AS "contactEmail",
                to_char((ended - interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, arrived, exhausted, waiting,
                coalesce(failed_attempts, 0)::int AS "failedAttempts",
                (SELECT count(*) FROM fulfillment.endpoint e WHERE e.retailer_id = lines.id AND e.deleted_at IS NULL
                    AND e.state NOT IN ('active', 'degraded', 'probing')) AS stopped
           FROM lines WHERE arrived + exhausted + waiting > 0 ORDER BY id LIMIT 500`,
      );
      for (const day of days) await this.mails.digest(tx, day);
    });
  }
}
