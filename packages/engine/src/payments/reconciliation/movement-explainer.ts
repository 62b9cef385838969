import { Injectable } from '@nestjs/common';
import { assertNever, isId, money, type LedgerTxId } from '@sidestall/kernel';
import { bank, credit, debit, pspFee, stripeBalance, type Entry } from '@sidestall/ledger';
import type { MovementKind } from '@sidestall/payments';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Tx } from '../../platform/database.ts';
import type { Movement } from '../stripe/balance.gateway.ts';

/**
 * Finds the transaction of ours that a movement's amount belongs to. What nobody but Stripe decides (its fees, money
 * added by hand) is posted here; everything else was, or will be, posted by whoever asked Stripe for it.
 */
@Injectable()
export class MovementExplainer {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
  ) {}

  async transactionOf(tx: Tx, movement: Movement, kind: MovementKind): Promise<LedgerTxId | null> {
    const { source, marks } = movement;
    switch (kind) {
      case 'capture': {
        const sale = source ? await this.sales.byCharge(tx, source) : null;
        return sale ? this.ledger.find(tx, `capture-${sale.orderId}`) : null;
      }
      case 'refund':
      case 'refund-failure': {
        const refundId = isId('rfd', marks['refund'])
          ? marks['refund']
          : await this.#idOf(tx, `SELECT id FROM payments.refund WHERE stripe_refund = $1`, source);
        return refundId ? this.ledger.find(tx, `refund-${refundId}-${kind === 'refund' ? 'paid' : 'returned'}`) : null;
      }
      case 'transfer': {
        if (isId('pbl', marks['payable'])) {
          return this.ledger.find(tx, `transfer-${marks['payable']}-${marks['attempt'] ?? '1'}`);
        }
        const payable = source ? await this.sales.payableOfTransfer(tx, source) : null;
        return payable ? this.ledger.find(tx, `transfer-${payable.id}-${payable.transferAttempt}`) : null;
      }
      case 'transfer-reversal': {
        const reversalId = isId('trv', marks['reversal'])
          ? marks['reversal']
          : await this.#idOf(tx, `SELECT id FROM payments.transfer_reversal WHERE stripe_reversal = $1`, source);
        return reversalId ? this.ledger.find(tx, `reversal-${reversalId}`) : null;
      }
      case 'payout':
        return this.ledger.find(tx, `payout-${source}`);
      case 'payout-return':
        return this.ledger.find(tx, `payout-${source}-failed`);
      case 'dispute':
      case 'dispute-return': {
        // A dispute may go through several rounds, each with a movement of its own: one that has none yet takes this.
        return this.#idOf(
          tx,
          `SELECT t.id FROM payments.dispute d JOIN ledger.tx t ON t.idem_key LIKE 'dispute-' || d.id || $2
            WHERE d.stripe_dispute = $1 AND NOT EXISTS (SELECT 1 FROM ledger.psp_link l WHERE l.tx_id = t.id)
            ORDER BY t.id LIMIT 1`,
          source,
          kind === 'dispute' ? '-withdrawn%' : '-reinstated%',
        ) as Promise<LedgerTxId | null>;
      }
      case 'topup':
        return this.#post(tx, movement, `topup-${movement.id}`, 'topup', bank(movement.currency));
      case 'fee':
        return this.#post(tx, movement, `fee-${movement.id}`, 'psp-fee', pspFee(movement.currency));
      case 'unknown':
        return null;
      default:
        return assertNever(kind);
    }
  }

  async #idOf(tx: Tx, query: string, source: string | null, ...more: string[]): Promise<string | null> {
    return source ? ((await tx.one<{ id: string }>(query, [source, ...more]))?.id ?? null) : null;
  }

  async #post(
    tx: Tx,
    { amountMinor, currency }: Movement,
    idemKey: string,
    kind: string,
    other: Entry['account'],
  ): Promise<LedgerTxId | null> {
    const sum = money(amountMinor, currency);
    const posted = await this.ledger.post(tx, {
      idemKey,
      kind,
      entries: [debit(stripeBalance(currency), sum), credit(other, sum)],
    });
    return posted?.txId ?? null;
  }
}
