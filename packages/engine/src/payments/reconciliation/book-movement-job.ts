import { Injectable } from '@nestjs/common';
import { Handles, type JobAgain, type JobHandler } from '../../platform/job-handler.ts';
import { BalanceGateway } from '../stripe/balance.gateway.ts';
import { MovementReader } from './movement-reader.ts';
import { bookMovement } from './jobs.ts';

/** Reads a mentioned movement and has it explained; while its cause may be on its way, a little later again. */
@Injectable()
@Handles(bookMovement)
export class BookMovementHandler implements JobHandler<typeof bookMovement> {
  constructor(
    private readonly gateway: BalanceGateway,
    private readonly reader: MovementReader,
  ) {}

  async handle({ balanceTransaction }: { readonly balanceTransaction: string }): Promise<void | JobAgain> {
    const answer = await this.gateway.movement(balanceTransaction);
    if (!answer.ok) {
      if (answer.error.kind === 'refused') return;
      throw new Error(`Stripe did not answer: ${answer.error.message}`);
    }
    const booked = await this.reader.take(answer.value);
    return booked === 'waiting' ? { again: { seconds: 20 } } : undefined;
  }
}
