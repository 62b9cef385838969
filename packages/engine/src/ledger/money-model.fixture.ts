import { freshDatabase, type TestDatabase } from '@sidestall/testing';
import { money, newId, type PayableId } from '@sidestall/kernel';
import {
  bank,
  credit,
  debit,
  disputeInFlight,
  refundInFlight,
  stripeBalance,
  type Entry,
  type Taken,
} from '@sidestall/ledger';
import { connect } from '../platform/data-source.ts';
import { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import type { TransferOrder } from './transfers.ts';
import { SaleWorld, type ModelRefund, type ModelSale, type Telling } from './sale-model.fixture.ts';

/** The rest of what happens to money: refunds, disputes, transfers, reversals, payouts. */
export class MoneyWorld extends SaleWorld {
  /** Every entry at the last look. */
  seen: string[] = [];
  /** What is at each party's account of what was sent for a payable, as the payment service counts. */
  readonly #withThem = new Map<PayableId, number>();
  /** What telling everything again changed. */
  readonly replayed: string[] = [];

  static async open(): Promise<MoneyWorld> {
    const test: TestDatabase = await freshDatabase(migrate);
    const source = await connect(test.url, 8);
    return new MoneyWorld(new Database(source), async () => {
      await source.destroy();
      await test.drop();
    });
  }

  askRefund(sale: ModelSale, tenths: number): Telling | null {
    const amounts = [...sale.left].flatMap(([itemId, left]) => {
      const amountMinor = Math.ceil((left * tenths) / 10);
      return amountMinor > 0 ? [{ itemId, amountMinor }] : [];
    });
    if (amounts.length === 0) return null;
    for (const { itemId, amountMinor } of amounts) sale.left.set(itemId, sale.left.get(itemId)! - amountMinor);
    const key = `refund-${newId('rfd')}`;
    const refund: ModelRefund = {
      key,
      amount: amounts.reduce((sum, part) => sum + part.amountMinor, 0),
      state: 'asked',
      taken: null,
    };
    sale.refunds.push(refund);
    return this.#taking(sale, `${key}-asked`, 'refund', amounts, (taken) => void (refund.taken = taken));
  }

  #taking(
    sale: ModelSale,
    idemKey: string,
    kind: 'refund' | 'dispute',
    amounts: readonly { itemId: string; amountMinor: number }[],
    keep: (taken: Taken) => void,
  ): Telling {
    const contra = kind === 'refund' ? refundInFlight(sale.currency) : disputeInFlight(sale.currency);
    let isKept = false;
    return async (tx) => {
      const taken = await this.takeBack.execute(tx, {
        orderId: sale.orderId,
        causeId: idemKey,
        idemKey,
        kind,
        amounts,
        contra,
      });
      tx.afterCommit(() => {
        keep(taken);
        if (!isKept) {
          for (const { payableId, amountMinor } of taken.reversals) {
            sale.reversals.push({ id: newId('trv'), payableId, amount: amountMinor });
          }
        }
        isKept = true;
      });
    };
  }

  payRefund(sale: ModelSale, refund: ModelRefund): Telling {
    refund.state = 'paid';
    this.moved(`${refund.key}-paid`, sale.currency, -refund.amount);
    return this.#post(
      sale,
      `${refund.key}-paid`,
      [
        [debit, refundInFlight(sale.currency)],
        [credit, stripeBalance(sale.currency)],
      ],
      refund.amount,
    );
  }

  /** Refused by the buyer's bank; when it was paid already, the money comes back first. */
  failRefund(sale: ModelSale, refund: ModelRefund): Telling {
    const wasPaid = refund.state === 'paid';
    refund.state = 'failed';
    this.#giveToModel(sale, refund.taken!);
    if (wasPaid) this.moved(`${refund.key}-back`, sale.currency, refund.amount);
    const { taken } = refund;
    const back = this.#post(
      sale,
      `${refund.key}-back`,
      [
        [debit, stripeBalance(sale.currency)],
        [credit, refundInFlight(sale.currency)],
      ],
      refund.amount,
    );
    return async (tx) => {
      if (wasPaid) await back(tx);
      await this.giveBack.execute(tx, { orderId: sale.orderId, idemKey: `${refund.key}-failed`, taken: taken! });
    };
  }

  #giveToModel(sale: ModelSale, taken: Taken): void {
    for (const { itemId, amountMinor } of taken.shares) sale.left.set(itemId, sale.left.get(itemId)! + amountMinor);
  }

  #post(
    sale: ModelSale,
    idemKey: string,
    [to, from]: readonly [[typeof debit, Parameters<typeof debit>[0]], [typeof credit, Parameters<typeof credit>[0]]],
    amount: number,
  ): Telling {
    const sum = money(amount, sale.currency);
    const entries: Entry[] = [to[0](to[1], sum), from[0](from[1], sum)];
    return async (tx) => {
      await this.ledger.post(tx, { idemKey, kind: idemKey.split('-')[0]!, orderId: sale.orderId, entries });
    };
  }

  openDispute(sale: ModelSale, fee: number): Telling | null {
    const amount = [...sale.left.values()].reduce((sum, left) => sum + left, 0);
    if (amount === 0) return null;
    const key = `dispute-${newId('dsp')}`;
    sale.dispute = { key, amount, state: 'open', taken: null };
    sale.isFrozen = true;
    this.moved(`${key}-withdrawn`, sale.currency, -amount, fee);
    this.disputeFees.set(sale.currency, (this.disputeFees.get(sale.currency) ?? 0) + fee);
    const post = this.#post(
      sale,
      `${key}-withdrawn`,
      [
        [debit, disputeInFlight(sale.currency)],
        [credit, stripeBalance(sale.currency)],
      ],
      amount,
    );
    return async (tx) => {
      await this.stores.lock(tx, sale.orderId);
      if (await this.ledger.find(tx, `${key}-withdrawn`)) return;
      await this.freeze.freeze(tx, sale.orderId, 'dispute');
      await post(tx);
    };
  }

  loseDispute(sale: ModelSale): Telling {
    const dispute = sale.dispute!;
    dispute.state = 'lost';
    sale.isFrozen = false;
    // A refund that failed meanwhile may have left more than the bank took.
    let open = dispute.amount;
    const amounts = [...sale.left].flatMap(([itemId, left]) => {
      const amountMinor = Math.min(open, left);
      open -= amountMinor;
      return amountMinor > 0 ? [{ itemId, amountMinor }] : [];
    });
    for (const { itemId, amountMinor } of amounts) sale.left.set(itemId, sale.left.get(itemId)! - amountMinor);
    const taking = this.#taking(
      sale,
      `${dispute.key}-lost`,
      'dispute',
      amounts,
      (taken) => void (dispute.taken = taken),
    );
    return async (tx) => {
      await taking(tx);
      await this.freeze.unfreeze(tx, sale.orderId, 'dispute');
    };
  }

  /** Won while open, or won after all: then everybody has their part again. */
  winDispute(sale: ModelSale): Telling {
    const dispute = sale.dispute!;
    const wasLost = dispute.state === 'lost';
    dispute.state = wasLost ? 'reinstated' : 'won';
    sale.isFrozen = false;
    this.moved(`${dispute.key}-reinstated`, sale.currency, dispute.amount);
    if (wasLost) this.#giveToModel(sale, dispute.taken!);
    const { taken } = dispute;
    const back = this.#post(
      sale,
      `${dispute.key}-reinstated`,
      [
        [debit, stripeBalance(sale.currency)],
        [credit, disputeInFlight(sale.currency)],
      ],
      dispute.amount,
    );
    return async (tx) => {
      await back(tx);
      if (wasLost)
        await this.giveBack.execute(tx, { orderId: sale.orderId, idemKey: `${dispute.key}-won`, taken: taken! });
      await this.freeze.unfreeze(tx, sale.orderId, 'dispute');
    };
  }

  /** Sends one payable of the sale that may be sent, or fails to. */
  async transfer(sale: ModelSale, from: number, isRefused: boolean, crashAfter: number | null): Promise<void> {
    const payables = (await this.stores.find(this.database, sale.orderId))!.payables;
    await this.tell(async (tx) => {
      // In one order for everybody, against deadlocks: two sales may share their parties. The house sets one at a time.
      for (const partyId of [...new Set(payables.map((payable) => payable.partyId))].sort()) {
        await this.parties.setAccount(tx, partyId, `acct_${partyId}`);
        await this.parties.setStanding(tx, partyId, { transfers: 'active', requirements: [] });
      }
    });
    for (let turn = 0; turn < payables.length; turn++) {
      const payable = payables[(from + turn) % payables.length]!;
      const order = await this.database.transaction((tx) => this.transfers.begin(tx, payable.id));
      if (order) return this.#send(sale, order, isRefused, crashAfter);
    }
  }

  async #send(
    sale: ModelSale,
    { payableId, attempt, amount, chargeId }: TransferOrder,
    isRefused: boolean,
    crashAfter: number | null,
  ): Promise<void> {
    if (sale.isFrozen) this.problems.push(`${payableId} was sent while frozen`);
    if (isRefused) {
      const failed: Telling = (tx) => this.transfers.failed(tx, payableId, attempt, 'balance_insufficient');
      return this.tell(failed, crashAfter);
    }
    if (chargeId) sale.sent += amount.amount;
    this.moved(`transfer-${payableId}-${attempt}`, sale.currency, -amount.amount);
    this.#withThem.set(payableId, (this.#withThem.get(payableId) ?? 0) + amount.amount);
    const id = `tr_${payableId}_${attempt}`;
    await this.tell((tx) => this.transfers.done(tx, payableId, attempt, id, amount), crashAfter);
  }

  /** Fetches back what a taking wanted, as far as the payment service has it still: it refuses to reverse more. */
  reverse(sale: ModelSale): Telling | null {
    const wanted = sale.reversals.shift();
    const left = wanted ? (this.#withThem.get(wanted.payableId) ?? 0) : 0;
    if (!wanted || left === 0) return null;
    const { id, payableId } = wanted;
    const amount = money(Math.min(wanted.amount, left), sale.currency);
    this.#withThem.set(payableId, left - amount.amount);
    this.moved(`reversal-${id}`, sale.currency, amount.amount);
    return (tx) => this.transfers.reversed(tx, { reversalId: id, payableId, amount, stripeReversalId: `trr_${id}` });
  }

  /** Money of the platform's own balance goes to its bank. */
  payOut(currency: string, amount: number): Telling {
    const id = newId('pto');
    this.paidOut.set(currency, (this.paidOut.get(currency) ?? 0) + amount);
    this.moved(`payout-${id}`, currency, -amount);
    const sum = money(amount, currency);
    const entries = [debit(bank(currency), sum), credit(stripeBalance(currency), sum)];
    return async (tx) => {
      await this.ledger.post(tx, { idemKey: `payout-${id}`, kind: 'payout', entries });
    };
  }

  /** Ends all that is open, so that the books can be compared to the last unit; then tells everything again. */
  async finish(): Promise<void> {
    for (const sale of this.sales) {
      if (sale.state === 'authorized' && sale.items.length > 1) await this.tell(this.letGo(sale));
      if (sale.state !== 'captured') continue;
      if (sale.dispute?.state === 'open') await this.tell(this.winDispute(sale));
      for (const refund of sale.refunds) if (refund.state === 'asked') await this.tell(this.payRefund(sale, refund));
      await this.tell(this.ship(sale));
      await this.tell(this.release(sale));
    }
    while (this.untied.length > 0) await this.tell(this.tie(this.untied.pop()!));
    await this.look();
    const before = await this.#books();
    for (const telling of [...this.told].reverse()) await this.database.transaction(telling);
    const after = await this.#books();
    if (before !== after) this.replayed.push(`${before}\n${after}`);
  }

  /** Remembers every entry there is: none of them may ever change. */
  async look(): Promise<void> {
    this.seen = await this.entries();
  }

  async entries(): Promise<string[]> {
    const rows = await this.database.rows<{ entry: string }>(
      `SELECT concat_ws(' ', tx_id, seq, account_id, amount, currency) AS entry FROM ledger.entry`,
    );
    return rows.map(({ entry }) => entry);
  }

  async #books(): Promise<string> {
    const row = await this.database.one<{ books: string }>(
      `SELECT concat_ws(' ', (SELECT count(*) FROM ledger.tx),
         (SELECT md5(string_agg(concat_ws(' ', tx_id, seq, account_id, amount), ',' ORDER BY tx_id, seq)) FROM ledger.entry),
         (SELECT md5(string_agg(concat_ws(' ', account_id, posted, held), ',' ORDER BY account_id)) FROM ledger.balance),
         (SELECT md5(string_agg(concat_ws(' ', id, state, taken_minor, netted_minor, transferred_minor, returned_minor), ',' ORDER BY id))
            FROM ledger.payable),
         (SELECT count(*) FROM ledger.psp_link)) AS books`,
    );
    return row!.books;
  }
}
