import { Injectable } from '@nestjs/common';
import type { BrandId, CreatorId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { BrandMemberStore } from './brand-member.store.ts';
import type { MemberId } from './identity.service.ts';
import { MemberAuth } from './member-auth.ts';

export interface MemberDraft {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly brandIds: readonly BrandId[];
  /** Whose earnings they may see. */
  readonly creatorIds?: readonly CreatorId[];
  /** Runs the house: sees its books. */
  readonly isOperator?: boolean;
}

/** Lets a person act for brands. A person who is known keeps name and password; doing it again changes nothing. */
@Injectable()
export class RegisterMember {
  constructor(
    private readonly database: Database,
    private readonly auth: MemberAuth,
    private readonly brandMembers: BrandMemberStore,
  ) {}

  async execute({ email, password, name, brandIds, creatorIds, isOperator }: MemberDraft): Promise<MemberId> {
    const address = email.toLowerCase();
    const known = await this.brandMembers.findMemberId(this.database, address);
    const memberId = known ?? (await this.auth.api.signUpEmail({ body: { email: address, password, name } })).user.id;
    await this.database.transaction(async (tx) => {
      await this.brandMembers.add(tx, memberId, brandIds);
      await this.brandMembers.addCreators(tx, memberId, creatorIds ?? []);
      if (isOperator) await this.brandMembers.makeOperator(tx, memberId);
    });
    return memberId as MemberId;
  }
}
