import { Inject, Injectable } from '@nestjs/common';
import { sumMoney, subtractMoney, type Money, type OrderId } from '@sidestall/kernel';
import { credit, debit, memoAuth, memoAuthContra, stripeBalance, suspense } from '@sidestall/ledger';
import { LedgerService } from '../ledger/ledger.service.ts';
import { RecordSale, type SaleItem } from '../ledger/record-sale.ts';
import type { Tx } from '../platform/database.ts';
import type { Logger } from '../platform/logger.ts';
import { LOGGER } from '../platform/tokens.ts';

export type { SaleItem } from '../ledger/record-sale.ts';

/** What was taken of a buyer's money, and from which items it comes. */
export interface Capture {
  readonly orderId: OrderId;
  readonly chargeId: string | null;
  readonly items: readonly SaleItem[];
  /** What Stripe says it took. */
  readonly captured: Money;
}

/** What becomes of money set aside, as the ledger sees it. Each fact is written down once, whoever tells of it. */
@Injectable()
export class RecordCapture {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sale: RecordSale,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Money is set aside at buyers' banks: nobody's yet, so it is only remembered. */
  authorized(tx: Tx, set: readonly { readonly orderId: OrderId; readonly amount: Money }[]): Promise<void> {
    return this.ledger.postMany(
      tx,
      set.map(({ orderId, amount }) => ({
        idemKey: `auth-${orderId}`,
        kind: 'authorization',
        state: 'pending',
        orderId,
        entries: [debit(memoAuth(amount.currency), amount), credit(memoAuthContra(amount.currency), amount)],
      })),
    );
  }

  /** It is set aside no more: taken, let go or run out. */
  async released(tx: Tx, orderId: OrderId): Promise<void> {
    const pending = await this.ledger.find(tx, `auth-${orderId}`);
    if (!pending) return;
    await this.ledger.post(tx, {
      idemKey: `auth-${orderId}-resolved`,
      kind: 'authorization_resolved',
      state: 'void',
      resolves: pending,
      orderId,
      entries: [],
    });
  }

  /**
   * Money was taken: the sale with everybody's share of it. Stripe's own figure is what our balance there grew by; should
   * it ever differ from the sum of the items, the difference is booked where somebody will look for its reason.
   */
  async execute(tx: Tx, { orderId, chargeId, items, captured }: Capture): Promise<void> {
    const { currency } = captured;
    await this.sale.execute(tx, { orderId, currency, chargeId, items: [...items] });
    await this.released(tx, orderId);
    const sold = sumMoney(
      items.map((item) => item.gross),
      currency,
    );
    const difference = subtractMoney(captured, sold);
    if (difference.amount === 0) return;
    this.logger.error(
      { alert: 'capture-differs', orderId, captured, sold },
      'Stripe took another amount than was sold',
    );
    await this.ledger.post(tx, {
      idemKey: `capture-${orderId}-difference`,
      kind: 'capture_difference',
      orderId,
      entries: [debit(stripeBalance(currency), difference), credit(suspense(currency), difference)],
    });
  }
}
