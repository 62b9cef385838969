import { freshDatabase } from '@sidestall/testing';
import { addMoney, money, newId, subtractMoney, type LedgerTxId, type Money, type PartyId } from '@sidestall/kernel';
import {
  disputeFee,
  disputeInFlight,
  credit,
  debit,
  giftAmount,
  giftBalance,
  giftPaidIn,
  giftPaymentLost,
  giftRefundAsked,
  giftSent,
  giftsFrozen,
  shareGift,
  stripeBalance,
  type Posting,
  type SharedGift,
} from '@sidestall/ledger';
import { connect } from '../platform/data-source.ts';
import { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { LedgerService } from './ledger.service.ts';

const JURISDICTION = 'DE';
const SHARE_BP = 5_500;

interface Payment {
  readonly key: string;
  readonly paid: Money;
  readonly tax: Money;
  state: 'kept' | 'disputed' | 'lost';
}

interface Viewer {
  readonly id: string;
  /** What they paid in and did not send, as a child would count it. */
  left: number;
  readonly payments: Payment[];
  readonly gifts: { readonly gift: SharedGift; isTakenBack: boolean }[];
  /** The payment in dispute, and what was held for it. */
  frozen: { readonly payment: Payment; readonly held: number; readonly hold: LedgerTxId | null } | null;
}

/** Viewers who pay in and send gifts, with a ledger for real and sums in the head. */
export class GiftWorld {
  readonly ledger = new LedgerService();
  readonly creators: readonly PartyId[] = [newId('pty'), newId('pty')];
  readonly viewers: readonly Viewer[];
  readonly told: Posting[] = [];
  paidIn = 0;
  sent = 0;
  refunded = 0;
  /** Of balances, by lost disputes. */
  takenFromBalances = 0;
  /** Of gifts that were sent, by lost disputes. */
  takenFromGifts = 0;
  readonly problems: string[] = [];
  #count = 0;

  private constructor(
    readonly database: Database,
    readonly currency: string,
    private readonly end: () => Promise<void>,
  ) {
    this.viewers = ['a', 'b', 'c'].map((id) => ({ id, left: 0, payments: [], gifts: [], frozen: null }));
  }

  static async open(currency: string): Promise<GiftWorld> {
    const test = await freshDatabase(migrate);
    const source = await connect(test.url, 16);
    return new GiftWorld(new Database(source), currency, async () => {
      await source.destroy();
      await test.drop();
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  money(amount: number): Money {
    return money(amount, this.currency);
  }

  /** Posts a fact as often as asked, at once; true when the balance allowed it. */
  async post(posting: Posting, times = 1): Promise<boolean> {
    const ends = await Promise.allSettled(
      Array.from({ length: times }, () => this.ledger.postAlone(this.database, posting)),
    );
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    const other = refusals.find((refusal) => !refusal.includes('balance_floor'));
    if (other) throw new Error(other);
    if (refusals.length > 0 && refusals.length < times)
      this.problems.push(`${posting.idemKey} was both taken and refused`);
    if (refusals.length === 0) this.told.push(posting);
    return refusals.length === 0;
  }

  key(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }

  async payIn(viewer: Viewer, net: number, times: number): Promise<void> {
    const tax = this.money(Math.floor(net / 5));
    const paid = addMoney(this.money(net), tax);
    const key = this.key('paid-in');
    const entries = giftPaidIn(viewer.id, paid, tax, JURISDICTION);
    await this.post({ idemKey: key, kind: 'gift_paid_in', entries }, times);
    viewer.payments.push({ key, paid, tax, state: 'kept' });
    viewer.left += net;
    this.paidIn += net;
  }

  /** Sends gifts at once, each told as often as asked; as many go through as the balance pays for. */
  async send(viewer: Viewer, creator: PartyId, amounts: readonly number[], times: number): Promise<void> {
    const gifts = amounts.map((amount) => shareGift(creator, this.money(amount), SHARE_BP));
    const free = viewer.frozen ? viewer.left - viewer.frozen.held : viewer.left;
    const ends = await Promise.all(
      gifts.map((gift) =>
        this.post({ idemKey: this.key('gift'), kind: 'gift_sent', entries: giftSent(viewer.id, gift) }, times),
      ),
    );
    const through = gifts.filter((_, index) => ends[index]);
    const spent = through.reduce((sum, gift) => sum + giftAmount(gift).amount, 0);
    const refused = gifts.filter((_, index) => !ends[index]);
    if (spent > free) this.problems.push(`${viewer.id} sent ${spent} of ${free}`);
    for (const gift of refused) {
      if (giftAmount(gift).amount <= free - spent) this.problems.push(`${viewer.id} was refused what was there`);
    }
    viewer.left -= spent;
    this.sent += spent;
    viewer.gifts.push(...through.map((gift) => ({ gift, isTakenBack: false })));
  }

  async refund(viewer: Viewer, times: number): Promise<void> {
    if (viewer.frozen || viewer.left === 0) return;
    const unsent = this.money(viewer.left);
    const entries = giftRefundAsked(viewer.id, unsent, this.money(0), JURISDICTION);
    await this.post({ idemKey: this.key('gift-refund'), kind: 'gift_refund', entries }, times);
    this.refunded += unsent.amount;
    viewer.left = 0;
  }

  /** The card network takes a payment back for now: what is left of the balance is held. */
  async dispute(viewer: Viewer, pick: number, times: number): Promise<void> {
    const kept = viewer.payments.filter((payment) => payment.state === 'kept');
    if (viewer.frozen || kept.length === 0) return;
    const payment = kept[pick % kept.length]!;
    const fee = this.money(1_500);
    const entries = [
      debit(disputeInFlight(this.currency), payment.paid),
      debit(disputeFee(this.currency), fee),
      credit(stripeBalance(this.currency), addMoney(payment.paid, fee)),
    ];
    await this.post({ idemKey: `${payment.key}-withdrawn`, kind: 'dispute', entries }, times);
    const frozen: Posting = {
      idemKey: `${payment.key}-frozen`,
      kind: 'gifts_frozen',
      state: 'pending',
      entries: giftsFrozen(viewer.id, this.money(viewer.left)),
    };
    await this.post(frozen, times);
    payment.state = 'disputed';
    const hold = await this.ledger.find(this.database, frozen.idemKey);
    viewer.frozen = { payment, held: viewer.left, hold };
  }

  async win(viewer: Viewer, times: number): Promise<void> {
    if (!viewer.frozen) return;
    const { payment, hold } = viewer.frozen;
    if (hold) {
      const posting = {
        idemKey: `${payment.key}-thawed`,
        kind: 'gifts_thawed',
        state: 'void',
        resolves: hold,
      } as const;
      await this.post({ ...posting, entries: [] }, times);
    }
    const entries = [
      debit(stripeBalance(this.currency), payment.paid),
      credit(disputeInFlight(this.currency), payment.paid),
    ];
    await this.post({ idemKey: `${payment.key}-won`, kind: 'dispute', entries }, times);
    payment.state = 'kept';
    // A payment is disputed once: its keys name one dispute.
    viewer.payments.splice(viewer.payments.indexOf(payment), 1);
    viewer.frozen = null;
  }

  /** Lost for good; only the newest gifts, `within`, can still be taken from those who got them. */
  async lose(viewer: Viewer, within: number, times: number): Promise<void> {
    if (!viewer.frozen) return;
    const { payment, held: left, hold } = viewer.frozen;
    const held = viewer.gifts.filter(({ isTakenBack }) => !isTakenBack).slice(-within || viewer.gifts.length);
    const lost = {
      viewerId: viewer.id,
      amount: payment.paid,
      tax: payment.tax,
      jurisdiction: JURISDICTION,
      left: this.money(left),
      held: held.map(({ gift }) => gift),
    };
    const entries = giftPaymentLost(lost);
    await this.post(
      { idemKey: `${payment.key}-lost`, kind: 'dispute', entries, ...(hold && { resolves: hold }) },
      times,
    );
    const net = subtractMoney(payment.paid, payment.tax).amount;
    const fromBalance = Math.min(net, left);
    const gifts = held.reduce((sum, { gift }) => sum + giftAmount(gift).amount, 0);
    viewer.left -= fromBalance;
    this.takenFromBalances += fromBalance;
    this.takenFromGifts += Math.min(net - fromBalance, gifts);
    for (const gift of held) gift.isTakenBack = true;
    payment.state = 'lost';
    viewer.frozen = null;
  }

  async sumOf(pattern: string): Promise<number> {
    const row = await this.database.one<{ sum: number }>(
      `SELECT coalesce(-sum(e.amount), 0) AS sum FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
         JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE a.code LIKE $1`,
      [pattern],
    );
    return row!.sum;
  }

  async balanceOf(viewer: Pick<Viewer, 'id'>): Promise<number> {
    return (await this.ledger.balance(this.database, giftBalance(viewer.id, this.currency))).amount;
  }

  /** The same facts once more, the last first: answers what that changed. */
  async replay(): Promise<string[]> {
    const books = async (): Promise<string> =>
      (await this.database.one<{ books: string }>(
        `SELECT concat_ws(' ', (SELECT count(*) FROM ledger.tx), (SELECT count(*) FROM ledger.entry),
           (SELECT string_agg(concat_ws(':', account_id, posted, held), ',' ORDER BY account_id) FROM ledger.balance)) AS books`,
      ))!.books;
    const before = await books();
    for (const posting of [...this.told].reverse()) await this.ledger.postAlone(this.database, posting);
    const after = await books();
    return before === after ? [] : [`${before}\n${after}`];
  }
}
