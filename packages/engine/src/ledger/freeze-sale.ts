import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';

/** Why a sale's money stays where it is: a dispute is open, or goods are on their way back. */
export type FreezeReason = 'dispute' | 'return';

/** Holds all payouts of a sale, for as long as at least one reason stands. */
@Injectable()
export class FreezeSale {
  async freeze(tx: Tx, orderId: OrderId, reason: FreezeReason): Promise<void> {
    await tx.rows(
      `UPDATE ledger.sale SET frozen_for = array_append(frozen_for, $2) WHERE order_id = $1 AND NOT $2 = ANY (frozen_for)`,
      [orderId, reason],
    );
  }

  async unfreeze(tx: Tx, orderId: OrderId, reason: FreezeReason): Promise<void> {
    await tx.rows(`UPDATE ledger.sale SET frozen_for = array_remove(frozen_for, $2) WHERE order_id = $1`, [
      orderId,
      reason,
    ]);
  }
}
