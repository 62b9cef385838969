import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type PartyId, type Result } from '@sidestall/kernel';
import { PartyStore, type PartyRow, type TransferStanding } from '../../ledger/party.store.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { ConnectGateway } from '../stripe/connect.gateway.ts';
import type { StripeTrouble } from '../stripe/stripe-client.ts';
import { PartyStanding } from './party-standing.ts';

export interface Onboarding {
  readonly partyId: PartyId;
  /** Where Stripe, and we, write to the party. */
  readonly email: string;
  /** Where the party comes back to; a link that has expired leads there too, to ask for another. */
  readonly returnUrl: string;
}

export type OnboardingFailure = Failure<
  'LEDGER.PARTY_NOT_FOUND' | 'LEDGER.PARTY_CLOSED' | 'PAYMENTS.UNAVAILABLE' | 'REQUEST.INVALID'
>;

const DEFAULT_COUNTRY = 'DE';

/** Leads a party to Stripe's own page for those who want to be paid; its account is made at the first time. */
@Injectable()
export class OnboardParty {
  constructor(
    private readonly database: Database,
    private readonly parties: PartyStore,
    private readonly gateway: ConnectGateway,
    private readonly standing: PartyStanding,
  ) {}

  async execute({
    partyId,
    email,
    returnUrl,
  }: Onboarding): Promise<Result<{ readonly url: string; readonly expiresAt: Date }, OnboardingFailure>> {
    const account = await this.openAccount(partyId, email);
    if (!account.ok) return account;
    const link = await this.gateway.onboardingLink(account.value, { returnUrl, refreshUrl: returnUrl });
    return link.ok ? link : err(failureOf(link.error));
  }

  /** The party's account at Stripe, made if there is none. */
  async openAccount(partyId: PartyId, email: string): Promise<Result<string, OnboardingFailure>> {
    const party = await this.database.transaction((tx) => this.#described(tx, partyId, email));
    if (!party) return err({ code: 'LEDGER.PARTY_NOT_FOUND' });
    if (party.transfers === 'closed') return err({ code: 'LEDGER.PARTY_CLOSED' });
    if (party.stripeAccount) return ok(party.stripeAccount);
    const made = await this.gateway.create({
      partyId,
      name: party.name,
      email: party.email ?? email,
      country: party.country ?? DEFAULT_COUNTRY,
    });
    if (!made.ok) return err(failureOf(made.error));
    await this.database.transaction(async (tx) => {
      await this.parties.setAccount(tx, partyId, made.value.account);
      await this.standing.record(tx, made.value);
    });
    return ok((await this.parties.find(this.database, partyId))!.stripeAccount!);
  }

  /** Asks Stripe anew where the party's account stands; what events tell sooner or later. */
  async refresh(partyId: PartyId): Promise<TransferStanding | null> {
    const party = await this.parties.find(this.database, partyId);
    const told = party?.stripeAccount ? await this.gateway.look(party.stripeAccount) : null;
    if (told?.ok) await this.database.transaction((tx) => this.standing.record(tx, told.value));
    return (await this.parties.find(this.database, partyId))?.transfers ?? null;
  }

  /** Fixes what the account is made with before it is made: asking again must ask the same. */
  async #described(tx: Tx, partyId: PartyId, email: string): Promise<PartyRow | null> {
    const party = await this.parties.find(tx, partyId);
    if (!party || party.stripeAccount || (party.email && party.country)) return party;
    await this.parties.describe(tx, partyId, {
      country: party.country ?? DEFAULT_COUNTRY,
      email: party.email ?? email,
    });
    return this.parties.find(tx, partyId);
  }
}

function failureOf(trouble: StripeTrouble): OnboardingFailure {
  return trouble.kind === 'unavailable'
    ? { code: 'PAYMENTS.UNAVAILABLE', detail: 'Stripe does not answer; try again in a minute' }
    : { code: 'REQUEST.INVALID', detail: trouble.message };
}
