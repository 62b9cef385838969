import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { BrandMemberStore } from './brand-member.store.ts';
import type { MemberId } from './identity.service.ts';
import { MemberAuth } from './member-auth.ts';

export interface MemberDraft {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly brandIds: readonly BrandId[];
}

/** Lets a person act for brands. A person who is known keeps name and password; doing it again changes nothing. */
@Injectable()
export class RegisterMember {
  constructor(
    private readonly database: Database,
    private readonly auth: MemberAuth,
    private readonly brandMembers: BrandMemberStore,
  ) {}

  async execute({ email, password, name, brandIds }: MemberDraft): Promise<MemberId> {
    const address = email.toLowerCase();
    const known = await this.brandMembers.findMemberId(this.database, address);
    const memberId = known ?? (await this.auth.api.signUpEmail({ body: { email: address, password, name } })).user.id;
    await this.database.transaction((tx) => this.brandMembers.add(tx, memberId, brandIds));
    return memberId as MemberId;
  }
}
