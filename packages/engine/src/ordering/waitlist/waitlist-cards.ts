import { Injectable } from '@nestjs/common';
import type { Failure, WaitlistCardSetup } from '@sidestall/contracts';
import { err, ok, type Result, type WaitlistEntryId } from '@sidestall/kernel';
import { SetupGateway } from '../../payments/stripe/setup.gateway.ts';
import { Database } from '../../platform/database.ts';
import { WaitlistStore, type WaitlistRow } from './waitlist.store.ts';

export type CardSetupFailure = Failure<'ORDERING.WAITLIST_NOT_FOUND' | 'ORDERING.OFFER_OVER' | 'PAYMENTS.UNAVAILABLE'>;

/** Cards saved for the day a unit comes free. Saving one charges nothing, and nothing is charged without the buyer's press. */
@Injectable()
export class WaitlistCards {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly setups: SetupGateway,
  ) {}

  /** Begins to save a card, or goes on with what was begun; after one was saved, begins to replace it. */
  async begin(id: WaitlistEntryId): Promise<Result<WaitlistCardSetup, CardSetupFailure>> {
    const entry = await this.entries.find(this.database, id);
    if (!entry) return err({ code: 'ORDERING.WAITLIST_NOT_FOUND' });
    if (entry.state !== 'waiting' && entry.state !== 'offered') {
      return err({ code: 'ORDERING.OFFER_OVER', detail: 'This place in line is over; join again to save a card' });
    }
    const { setupReference, customerReference: customer, email } = entry;
    if (setupReference) {
      const begun = await this.setups.look(setupReference);
      if (!begun.ok) return unavailable();
      if (begun.value.state === 'open' && begun.value.clientSecret) {
        return ok({ clientSecret: begun.value.clientSecret });
      }
    }
    const made = await this.setups.begin({ purpose: id, email, customer, after: setupReference });
    if (!made.ok || !made.value.clientSecret) return unavailable();
    await this.entries.setSetup(this.database, id, made.value.customer, made.value.reference);
    return ok({ clientSecret: made.value.clientSecret });
  }

  /** Notes the card of a setup that was begun, once it is saved; what cannot be known now is found out next time. */
  async note(entry: Pick<WaitlistRow, 'id' | 'state' | 'setupReference' | 'cardLast4'>): Promise<boolean> {
    const { id, setupReference, cardLast4, state } = entry;
    if (!setupReference || cardLast4 || (state !== 'waiting' && state !== 'offered')) return false;
    const setup = await this.setups.look(setupReference);
    if (!setup.ok || !setup.value.card) return false;
    await this.entries.setCard(this.database, id, setupReference, setup.value.card);
    return true;
  }
}

const unavailable = (): Result<never, CardSetupFailure> =>
  err({ code: 'PAYMENTS.UNAVAILABLE', detail: 'The card could not be saved just now; try again in a moment' });
