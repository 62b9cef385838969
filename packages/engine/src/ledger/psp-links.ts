import { Injectable } from '@nestjs/common';
import type { LedgerTxId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

export type LinkPart = 'amount' | 'fee';

export interface PspLink {
  readonly balanceTransaction: string;
  readonly part: LinkPart;
  readonly txId: LedgerTxId;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Ties movements at Stripe to the transactions that account for them; each part of a movement once. */
@Injectable()
export class PspLinks {
  /** False when that part was tied before. */
  async link(tx: Tx, link: PspLink): Promise<boolean> {
    const added = await tx.one(
      `INSERT INTO ledger.psp_link (balance_transaction, part, tx_id, amount_minor, currency) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (balance_transaction, part) DO NOTHING RETURNING part`,
      [link.balanceTransaction, link.part, link.txId, link.amountMinor, link.currency],
    );
    return added !== null;
  }

  linked(sql: Sql, balanceTransactions: readonly string[]): Promise<PspLink[]> {
    return sql.rows(
      `SELECT balance_transaction AS "balanceTransaction", part, tx_id AS "txId", amount_minor AS "amountMinor", currency
         FROM ledger.psp_link WHERE balance_transaction = ANY ($1)`,
      [balanceTransactions],
    );
  }
}
