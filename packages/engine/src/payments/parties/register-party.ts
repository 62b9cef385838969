import { Injectable } from '@nestjs/common';
import type { PartyId } from '@sidestall/kernel';
import { PartyStore, type PartyKind } from '../../ledger/party.store.ts';
import { Database } from '../../platform/database.ts';

export interface PartyDraft {
  readonly kind: PartyKind;
  /** The brand, retailer or creator it is. */
  readonly subjectId: string;
  readonly name: string;
  readonly country: string | null;
  readonly email: string | null;
}

/** Makes somebody known as a payable party before they are owed anything, so that they can be onboarded early. */
@Injectable()
export class RegisterParty {
  constructor(
    private readonly database: Database,
    private readonly parties: PartyStore,
  ) {}

  /** A party that is known keeps what it was described with. */
  execute({ kind, subjectId, name, country, email }: PartyDraft): Promise<PartyId> {
    return this.database.transaction(async (tx) => {
      const id = await this.parties.ensure(tx, { kind, subjectId, name });
      const known = await this.parties.find(tx, id);
      await this.parties.describe(tx, id, { country: known?.country ?? country, email: known?.email ?? email });
      return id;
    });
  }
}
