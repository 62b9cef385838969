import { Injectable } from '@nestjs/common';
import { isId } from '@sidestall/kernel';
import { standingOf } from '@sidestall/payments';
import { PartyStore } from '../../ledger/party.store.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import type { RecipientSnapshot } from '../stripe/connect.gateway.ts';
import { releaseDue } from '../transfers/jobs.ts';

/** What Stripe says of a party's account, written down; one that may be paid again is paid at once. */
@Injectable()
export class PartyStanding {
  constructor(
    private readonly parties: PartyStore,
    private readonly outbox: Outbox,
  ) {}

  async record(tx: Tx, told: RecipientSnapshot): Promise<void> {
    let party = await this.parties.byStripeAccount(tx, told.account);
    if (!party && isId('pty', told.partyId)) {
      // Made by a call whose answer was lost: the account itself says whose it is.
      await this.parties.setAccount(tx, told.partyId, told.account);
      party = await this.parties.byStripeAccount(tx, told.account);
    }
    if (!party) return;
    const transfers = standingOf(told.word, party.transfers);
    await this.parties.setStanding(tx, party.id, { transfers, requirements: told.requirements });
    if (transfers === 'active' && party.transfers !== 'active') {
      await this.outbox.schedule(tx, releaseDue, {}, { key: 'onboarded' });
    }
  }
}
