import { Injectable } from '@nestjs/common';
import { kindOfMovement } from '@sidestall/payments';
import { Database } from '../../platform/database.ts';
import { PayoutMirror } from '../parties/payout-mirror.ts';
import { BalanceGateway, type Movement } from '../stripe/balance.gateway.ts';
import { BookMovement, type Booked } from './book-movement.ts';

/** Has a movement explained that was read from Stripe. Payouts begin at Stripe, so theirs are asked for first. */
@Injectable()
export class MovementReader {
  constructor(
    private readonly database: Database,
    private readonly gateway: BalanceGateway,
    private readonly payouts: PayoutMirror,
    private readonly booking: BookMovement,
  ) {}

  async take(movement: Movement): Promise<Booked> {
    const kind = kindOfMovement(movement);
    if ((kind === 'payout' || kind === 'payout-return') && movement.source) {
      const told = await this.gateway.payout(movement.source);
      if (told.ok) await this.database.transaction((tx) => this.payouts.record(tx, null, told.value));
    }
    return this.database.transaction((tx) => this.booking.execute(tx, movement));
  }

  /** Looks again at one that lies in suspense. */
  async explain(id: string): Promise<boolean> {
    const answer = await this.gateway.movement(id);
    if (!answer.ok) return false;
    return this.database.transaction((tx) => this.booking.explain(tx, answer.value));
  }
}
