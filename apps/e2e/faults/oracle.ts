import type { FaultHouse } from './fault-house.ts';

/** Facts that must count nobody once all is quiet: each names what it found. */
const NOBODY: Readonly<Record<string, string>> = {
  'orders neither finished nor waiting for a named moment': `
    SELECT count(*) AS n FROM ordering."order" o
     WHERE state NOT IN ('completed', 'canceled', 'expired')
       AND NOT EXISTS (SELECT 1 FROM platform.outbox b WHERE b.state = 'pending' AND b.payload->>'orderId' = o.id)
       AND NOT EXISTS (SELECT 1 FROM platform.outbox b JOIN fulfillment.fulfillment_order f ON f.order_id = o.id
                        WHERE b.state = 'pending' AND b.payload->>'fulfillmentOrderId' = f.id)`,
  'lines whose units do not add up': `
    SELECT count(*) AS n FROM ordering.order_line
     WHERE quantity <> unrouted + requested + accepted + shipped + canceled
        OR least(unrouted, requested, accepted, shipped, canceled) < 0`,
  'shelves below nothing': `SELECT count(*) AS n FROM inventory.stock WHERE on_hand < 0 OR allocated < 0`,
  'shelves that promise more than they hold': `
    SELECT count(*) AS n FROM inventory.variant_stock WHERE NOT may_oversell AND claimed > on_hand`,
  'units promised that nobody is asked for': `
    SELECT count(*) AS n FROM (
      SELECT s.retailer_id, s.variant_id, s.allocated,
             coalesce((SELECT sum(CASE WHEN f.state = 'requested' THEN l.quantity ELSE l.accepted - l.shipped END)
                         FROM fulfillment.fulfillment_order f JOIN fulfillment.fulfillment_order_line l ON l.fulfillment_order_id = f.id
                        WHERE f.retailer_id = s.retailer_id AND l.variant_id = s.variant_id
                          AND f.state IN ('requested', 'accepted', 'in_progress', 'partially_shipped', 'on_hold', 'cancel_requested')), 0) AS asked
        FROM inventory.stock s) x WHERE allocated <> asked`,
  'orders refunded beyond what was paid': `
    SELECT count(*) AS n FROM payments.payment p WHERE p.captured_minor <
      (SELECT coalesce(sum(amount_minor), 0) FROM payments.refund r WHERE r.order_id = p.order_id AND r.state IN ('requested', 'pending', 'succeeded'))`,
  'orders asked twice for the same unit': `
    SELECT count(*) AS n FROM ordering.order_line o
     WHERE o.quantity < (SELECT coalesce(sum(l.accepted), 0) FROM fulfillment.fulfillment_order_line l
                          JOIN fulfillment.fulfillment_order f ON f.id = l.fulfillment_order_id
                         WHERE l.order_line_id = o.id
                           AND f.state NOT IN ('requested', 'rejected', 'expired', 'unreachable', 'canceled', 'canceled_by_partner', 'recalled'))`,
  'fulfillment orders whose story does not end where they are': `
    SELECT count(*) AS n FROM fulfillment.fulfillment_order f
     WHERE f.state IS DISTINCT FROM (SELECT e.to_state FROM fulfillment.fulfillment_order_event e
                                      WHERE e.fulfillment_order_id = f.id AND e.kind = 'moved'
                                      ORDER BY e.version DESC LIMIT 1)`,
  'messages that no endpoint and no feed would show': `
    SELECT count(*) AS n FROM fulfillment.delivery d
     WHERE d.fulfillment_order_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM fulfillment.partner_message m WHERE m.message_id = d.message_id)`,
  'moves that nobody wrote down': `SELECT count(*) AS n FROM fulfillment.fulfillment_order_event WHERE reason = 'not_written_down'`,
  'refunds that were never paid': `SELECT count(*) AS n FROM payments.refund WHERE state IN ('requested', 'pending')`,
  'jobs that gave up': `SELECT count(*) AS n FROM platform.outbox WHERE kind = 'job' AND state = 'failed'`,
  'deliveries still on their way with nothing to wake them': `
    SELECT count(*) AS n FROM fulfillment.delivery
     WHERE state IN ('pending', 'in_flight') AND greatest(next_at, coalesce(lease_until, next_at)) < now() - interval '60 seconds'`,
};

/** True when nothing is left to do for now. */
export async function isQuiet(house: FaultHouse): Promise<boolean> {
  const open = await house.count(
    `SELECT (SELECT count(*) FROM ordering."order" WHERE state IN ('authorized', 'captured') AND NOT EXISTS (
               SELECT 1 FROM fulfillment.fulfillment_order f WHERE f.order_id = "order".id AND f.state IN ('on_hold', 'cancel_requested')))
          + (SELECT count(*) FROM payments.payment WHERE state = 'authorizing')
          + (SELECT count(*) FROM payments.refund WHERE state IN ('requested', 'pending'))
          + (SELECT count(*) FROM platform.outbox WHERE kind = 'job' AND state = 'pending' AND next_at <= now())
          + (SELECT count(*) FROM fulfillment.delivery WHERE state IN ('pending', 'in_flight') AND next_at <= now()) AS n`,
  );
  return open === 0;
}

/** What is broken after a storm, in words; nothing when every promise held. */
export async function judge(house: FaultHouse): Promise<string[]> {
  const broken: string[] = [];
  for (const [what, sql] of Object.entries(NOBODY)) {
    const found = await house.count(sql);
    if (found > 0) broken.push(`${found} ${what}`);
  }
  broken.push(...(await judgeMessages(house)));
  return broken;
}

/** Each message that we say arrived did arrive, always the same; and no retailer heard anything we did not say. */
async function judgeMessages(house: FaultHouse): Promise<string[]> {
  const broken: string[] = [];
  const told = await house.rows<{
    id: string;
    state: string;
    slug: string;
    body: string;
    sequence: number;
    about: string;
  }>(
    `SELECT d.message_id AS id, d.state, r.slug, d.body, d.sequence, d.fulfillment_order_id AS about
       FROM fulfillment.delivery d JOIN fulfillment.endpoint e ON e.id = d.endpoint_id
       JOIN fulfillment.retailer r ON r.id = e.retailer_id`,
  );
  const known = new Map(told.map((message) => [message.id, message]));
  for (const partner of house.partners) {
    if (partner.forged > 0) broken.push(`${partner.name} heard ${partner.forged} messages nobody signed`);
    for (const heard of partner.heard.values()) {
      if (!known.has(heard.id)) broken.push(`${partner.name} heard ${heard.id}, which nobody said`);
      if (heard.bodies.size > 1) broken.push(`${heard.id} was said in ${heard.bodies.size} ways`);
    }
    broken.push(...outOfOrder(partner.name, partner.order));
  }
  for (const { id, state, slug } of told) {
    const partner = house.partners.find(({ name }) => name === slug);
    if (state === 'succeeded' && partner && !partner.heard.has(id)) broken.push(`${slug} never heard ${id}`);
  }
  return broken;
}

function outOfOrder(name: string, heard: readonly { fulfillmentOrderId: string; sequence: number }[]): string[] {
  const last = new Map<string, number>();
  const broken: string[] = [];
  for (const { fulfillmentOrderId, sequence } of heard) {
    if (sequence < (last.get(fulfillmentOrderId) ?? 0)) {
      broken.push(`${name} heard ${sequence} of ${fulfillmentOrderId} after ${last.get(fulfillmentOrderId)}`);
    }
    last.set(fulfillmentOrderId, Math.max(sequence, last.get(fulfillmentOrderId) ?? 0));
  }
  return broken;
}
