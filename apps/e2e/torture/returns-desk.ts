import type { Buyer } from '../faults/buyer.ts';
import type { FaultHouse } from '../faults/fault-house.ts';
import type { Caller, Said } from './caller.ts';

const OUTCOMES = ['restock', 'dispose', 'refuse'] as const;

interface Sent {
  readonly orderId: string;
  readonly lineId: string;
  readonly shipped: number;
}

/** Goods that come back: buyers ask for it, and each return goes its whole way over the doors its people use, past all weather. */
export class ReturnsDesk {
  readonly #under = new Set<Promise<void>>();
  readonly #broken: string[] = [];
  /** Each order is asked for once: two who ask at the same moment would carry the same return two ways. */
  readonly #asked = new Set<string>();

  constructor(
    private readonly house: FaultHouse,
    private readonly caller: Caller,
    private readonly buyer: Buyer,
  ) {}

  /** Has something come back that was sent, by the number; what came of asking. */
  async ask(pick: number): Promise<string> {
    const sent = (
      await this.house.rows<Sent>(
        `SELECT l.order_id AS "orderId", l.id AS "lineId", l.shipped FROM ordering.order_line l
          WHERE l.shipped > 0 AND NOT EXISTS (SELECT 1 FROM ordering.return r WHERE r.order_id = l.order_id) ORDER BY l.id`,
      )
    ).filter(({ orderId }) => this.buyer.tokens.has(orderId) && !this.#asked.has(orderId));
    const chosen = sent[pick % Math.max(sent.length, 1)];
    if (!chosen) return 'return: nothing was sent';
    const { orderId, lineId, shipped } = chosen;
    this.#asked.add(orderId);
    const asked = await this.caller.as(
      this.buyer.tokens.get(orderId)!,
      `/v1/orders/${orderId}/returns`,
      { reason: 'changed_mind', lines: [{ lineId, quantity: shipped }] },
      `return-${orderId}`,
    );
    if (asked.status >= 300) return `return: ${asked.body.code ?? asked.status}`;
    const id = String(asked.body['id']);
    const outcome = OUTCOMES[pick % OUTCOMES.length]!;
    const way = this.#carry(chosen, id, outcome)
      .catch((error: unknown) => void this.#broken.push(`${id}: ${String(error)}`))
      .finally(() => void this.#under.delete(way));
    this.#under.add(way);
    return `return: asked, to ${outcome}`;
  }

  /** Waits until every return has gone its way. */
  async end(): Promise<void> {
    await Promise.all(this.#under);
  }

  /** What is broken about returns once all is quiet: each is refunded once, and what is good lies on its shelf once. */
  async judge(): Promise<string[]> {
    const wrong = await this.house.rows<{ id: string; what: string }>(
      `WITH judged AS (
         SELECT r.id, r.state, r.due_at,
                (SELECT count(*) FROM payments.refund f WHERE f.order_id = r.order_id AND f.reason = 'return') AS refunds,
                (SELECT count(*) FROM payments.refund f WHERE f.order_id = r.order_id AND f.reason = 'return' AND f.state = 'succeeded') AS paid,
                (SELECT coalesce(sum((l->>'quantity')::int), 0) FROM jsonb_array_elements(coalesce(r.received, '[]')) l
                  WHERE l->>'outcome' = 'restock') AS good,
                (SELECT coalesce(sum(m.quantity), 0) FROM inventory.movement m WHERE m.reference = r.id AND m.kind = 'returned') AS back
           FROM ordering.return r)
       SELECT id, 'is ' || state || ', which is no end' AS what FROM judged WHERE state NOT IN ('refunded', 'refused')
       UNION ALL SELECT id, 'was refunded ' || refunds || ' times, ' || paid || ' of them paid' FROM judged
         WHERE state = 'refunded' AND (refunds <> 1 OR paid <> 1)
       UNION ALL SELECT id, 'was refused and refunded' FROM judged WHERE state = 'refused' AND refunds > 0
       UNION ALL SELECT id, good || ' good units, ' || back || ' put back' FROM judged WHERE good <> back`,
    );
    return [...this.#broken, ...wrong.map(({ id, what }) => `${id} ${what}`)];
  }

  async #carry({ orderId, lineId, shipped }: Sent, id: string, outcome: (typeof OUTCOMES)[number]): Promise<void> {
    const [owner] = await this.house.rows<{ slug: string }>(
      `SELECT t.slug FROM ordering.return r JOIN fulfillment.retailer t ON t.id = r.retailer_id WHERE r.id = $1`,
      [id],
    );
    if (!owner) throw new Error('belongs to no retailer');
    const { apiKey } = this.house.partner(owner.slug);
    const say = async (step: string, body: unknown = {}): Promise<void> =>
      mustBe(await this.caller.as(apiKey, `/v1/partner/returns/${id}/${step}`, body, `${step}-${id}`), step);
    if (outcome === 'refuse') return await say('decline', { note: 'It was engraved for you' });
    await say('authorize', { instructions: 'Dock 4' });
    mustBe(
      await this.caller.as(
        this.buyer.tokens.get(orderId)!,
        `/v1/orders/${orderId}/returns/${id}/parcel`,
        { carrier: 'DHL', trackingNumber: `R-${id}` },
        `parcel-${id}`,
      ),
      'parcel',
    );
    await say('receive');
    await say('inspect', { lines: [{ lineId, quantity: shipped, outcome }] });
  }
}

function mustBe({ status, body }: Said, step: string): void {
  if (status >= 300) throw new Error(`${step} was answered ${status} ${JSON.stringify(body)}`);
}
