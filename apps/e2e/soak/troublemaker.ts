import { rmSync, writeFileSync } from 'node:fs';
import type { BrandOrder, BrandOrderView } from '@sidestall/contracts';
import { FAULT_POINTS } from '@sidestall/engine';
import type { Dice } from './dice.ts';
import type { Retailer, SoakHouse } from './soak-house.ts';

export const HOST = 'host@demo.sidestall.dev';

/** A process that dies more often than this is left alone by whoever keeps it running, and rightly so. */
const DEATHS_APART_MS = 15_000;

type Trouble = (this: void) => Promise<string>;

/** Everything that goes wrong in a year, in a few minutes. Each trouble says in a word what it did. */
export class Troublemaker {
  readonly tally: Record<string, number> = {};
  #lastDeath = -DEATHS_APART_MS;

  constructor(
    private readonly house: SoakHouse,
    private readonly dice: Dice,
  ) {}

  /** Webhooks arrive twice and out of order from now on, whatever else happens. */
  async begin(): Promise<void> {
    await this.house.sandbox('/webhooks', { duplicate: true, shuffle: true });
  }

  async once(): Promise<void> {
    const dice = this.dice.next();
    const trouble: Trouble =
      dice < 0.4
        ? () => this.#refund()
        : dice < 0.49
          ? () => this.#kill()
          : dice < 0.6
            ? () => this.#armFault()
            : dice < 0.7
              ? () => this.#changeRetailer()
              : dice < 0.8
                ? () => this.#failStripe()
                : dice < 0.87
                  ? () => this.#loseWebhooks()
                  : dice < 0.93
                    ? () => this.#breakTransfers()
                    : () => this.#decideDispute();
    const name = await trouble().catch(() => 'nobody was there to be troubled');
    this.tally[name] = (this.tally[name] ?? 0) + 1;
  }

  /** Lets everything work again. */
  async end(): Promise<void> {
    rmSync(this.house.faultFile, { force: true });
    for (const retailer of ['northwind', 'harbor'] as const) await this.house.setMode(retailer, 'accept');
    await this.house.sandbox('/faults', undefined, 'DELETE');
    for (const { account } of await this.#accounts())
      await this.house.sandbox(`/accounts/${account}`, { verified: true });
  }

  /** Every dispute is decided in the end: banks answer, too. */
  async decideAll(): Promise<void> {
    const open = await this.house.stripe.disputes.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    for (const dispute of open) {
      if (!/needs_response|under_review/.test(dispute.status)) continue;
      const outcome = this.dice.isIn(0.5) ? 'won' : 'lost';
      await this.house.sandbox(`/disputes/${dispute.id}`, { outcome }).catch(() => undefined);
    }
  }

  async #refund(): Promise<string> {
    const me = await this.house.asMember<{ brands: { id: string }[] }>(HOST, 'GET', '/v1/console/me');
    const brandId = me!.body.brands[0]!.id;
    const page = await this.house.asMember<{ orders: BrandOrder[] }>(
      HOST,
      'GET',
      `/v1/console/brands/${brandId}/orders?limit=50`,
    );
    const orders = page!.body.orders.filter((order) => order.captured.amount > order.refunded.amount);
    if (orders.length === 0) return 'nothing to refund';
    const order = this.dice.pick(orders);
    const at = `/v1/console/brands/${brandId}/orders/${order.id}`;
    const view = (await this.house.asMember<BrandOrderView>(HOST, 'GET', at))!.body;
    if (view.refundable.amount === 0) return 'nothing to refund';
    const line = view.lines.find((candidate) => candidate.refundable.amount > 0);
    const body =
      this.dice.isIn(0.5) && line
        ? { lines: [{ lineId: line.id, quantity: 1 }], reason: 'other' }
        : this.dice.isIn(0.6)
          ? {
              amount: { amount: this.dice.whole(1, view.refundable.amount), currency: view.refundable.currency },
              reason: 'goodwill',
            }
          : { reason: 'other' };
    const answer = await this.house.asMember(HOST, 'POST', `${at}/refunds`, body);
    return answer && answer.status < 300 ? 'refund asked' : `refund refused with ${answer?.status ?? 'silence'}`;
  }

  #kill(): Promise<string> {
    if (!this.#isTimeToDie()) return this.#refund();
    const victim = this.dice.pick(['api', 'worker', 'worker']);
    this.house.house.kill(victim, 'SIGKILL');
    return Promise.resolve(`killed ${victim}`);
  }

  /** The process that comes to that moment next dies as in a power cut, and removes the order as it falls. */
  #armFault(): Promise<string> {
    if (!this.#isTimeToDie()) return this.#refund();
    writeFileSync(this.house.faultFile, this.dice.pick(FAULT_POINTS));
    return Promise.resolve('armed a power cut');
  }

  #isTimeToDie(): boolean {
    const now = performance.now();
    if (now - this.#lastDeath < DEATHS_APART_MS) return false;
    this.#lastDeath = now;
    return true;
  }

  async #changeRetailer(): Promise<string> {
    const retailer = this.dice.pick<Retailer>(['northwind', 'harbor']);
    const mode = this.dice.pick(['accept', 'accept', 'part', 'reject']);
    await this.house.setMode(retailer, mode);
    return `retailer set to ${mode}`;
  }

  async #failStripe(): Promise<string> {
    const afterEffect = this.dice.isIn(0.5);
    await this.house.sandbox('/faults', {
      count: this.dice.whole(1, 4),
      // A call that is turned away for coming too often has done nothing, ever.
      status: this.dice.pick(afterEffect ? [500, 503] : [500, 503, 429]),
      afterEffect,
    });
    return afterEffect ? 'Stripe failed after its work' : 'Stripe failed before its work';
  }

  async #loseWebhooks(): Promise<string> {
    await this.house.sandbox('/webhooks', { dropNext: this.dice.whole(1, 12) });
    return 'webhooks lost';
  }

  async #breakTransfers(): Promise<string> {
    const accounts = await this.#accounts();
    if (accounts.length === 0) return 'no account to restrict';
    const { account } = this.dice.pick(accounts);
    const verified = this.dice.isIn(0.6);
    await this.house.sandbox(`/accounts/${account}`, { verified });
    return verified ? 'transfers allowed' : 'transfers forbidden';
  }

  async #decideDispute(): Promise<string> {
    const { data } = await this.house.stripe.disputes.list({ limit: 20 });
    const open = data.filter((dispute) => /needs_response|under_review/.test(dispute.status));
    if (open.length === 0) return 'no dispute to decide';
    const outcome = this.dice.pick(['won', 'lost']);
    await this.house.sandbox(`/disputes/${this.dice.pick(open).id}`, { outcome });
    return `dispute ${outcome}`;
  }

  #accounts(): Promise<{ account: string }[]> {
    return this.house.rows(`SELECT stripe_account AS account FROM ledger.party WHERE stripe_account IS NOT NULL`);
  }
}
