import type { Buyer } from '../faults/buyer.ts';
import type { FaultHouse } from '../faults/fault-house.ts';
import type { Caller, Said } from './caller.ts';
import type { ReturnsDesk } from './returns-desk.ts';

/** A change of mind about what was bought: of the buyer's, or of the house's. */
export const CHANGES = ['wish-to-cancel', 'hold', 'new-address', 'recall', 'return'] as const;
export type Change = (typeof CHANGES)[number];
type OnItsWay = Exclude<Change, 'return'>;

const MOVED = { name: 'Ana Lima', line1: 'Kurze Straße 2', city: 'Leipzig', postalCode: '04105', country: 'DE' };
/** Where each of them may still be made. */
const OPEN: Record<OnItsWay, string> = {
  'wish-to-cancel': `'requested', 'accepted', 'in_progress', 'on_hold'`,
  hold: `'requested', 'accepted', 'cancel_requested'`,
  'new-address': `'requested', 'accepted'`,
  recall: `'accepted', 'in_progress'`,
};

const isDone = ({ status }: Said): boolean => status < 300;

/** Changes what happens to orders, as buyers and operators do: over their doors, past all weather. */
export class HouseHand {
  readonly #held: string[] = [];

  constructor(
    private readonly house: FaultHouse,
    private readonly caller: Caller,
    private readonly buyer: Buyer,
    private readonly returns: ReturnsDesk,
  ) {}

  /** Makes one of them, of the order that the number falls on; what came of it. */
  async change(what: Change, pick: number): Promise<string> {
    if (what === 'return') return await this.returns.ask(pick);
    const open = (
      await this.house.rows<{ id: string; orderId: string }>(
        `SELECT id, order_id AS "orderId" FROM fulfillment.fulfillment_order WHERE state IN (${OPEN[what]}) ORDER BY id`,
      )
    ).filter(({ orderId }) => this.buyer.tokens.has(orderId));
    const chosen = open[pick % Math.max(open.length, 1)];
    if (!chosen) return `${what}: nothing on its way`;
    return `${what}: ${await this.#make(what, chosen)}`;
  }

  /** Lets go what is held. */
  async release(): Promise<void> {
    for (const id of this.#held.splice(0)) await this.caller.asOperator(`/v1/console/fulfillment-orders/${id}/release`);
  }

  async #make(what: OnItsWay, { id, orderId }: { id: string; orderId: string }): Promise<string> {
    switch (what) {
      case 'wish-to-cancel': {
        const token = this.buyer.tokens.get(orderId)!;
        const { body } = await this.caller.as(token, `/v1/orders/${orderId}/cancellation`);
        return Number(body['canceled']) > 0
          ? 'canceled'
          : Number(body['asked']) > 0
            ? 'put to the partner'
            : 'too late';
      }
      case 'hold': {
        const reason = 'Looks like fraud';
        const isHeld = isDone(await this.caller.asOperator(`/v1/console/fulfillment-orders/${id}/hold`, { reason }));
        if (isHeld) this.#held.push(id);
        return isHeld ? 'held' : 'too late';
      }
      case 'new-address': {
        const address = { address: MOVED };
        return isDone(await this.caller.asOperator(`/v1/console/orders/${orderId}/address`, address))
          ? 'changed'
          : 'too late';
      }
      case 'recall': {
        const reason = 'Sent by mistake';
        return isDone(await this.caller.asOperator(`/v1/console/fulfillment-orders/${id}/recall`, { reason }))
          ? 'recalled'
          : 'too late';
      }
    }
  }
}
