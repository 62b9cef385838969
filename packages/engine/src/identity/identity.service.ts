import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type CreatorId, type Id, type Result } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { APIError } from 'better-auth/api';
import { Database } from '../platform/database.ts';
import { BrandMemberStore } from './brand-member.store.ts';
import { MemberAuth } from './member-auth.ts';

export type MemberId = Id<'mem'>;

/** A person who is signed in to the console, and the brands they act for. */
export interface MemberSession {
  readonly memberId: MemberId;
  readonly name: string;
  readonly email: string;
  readonly brandIds: BrandId[];
  readonly creatorIds: CreatorId[];
  /** Runs the house: sees its books. */
  readonly isOperator: boolean;
}

/** A session that just began: the cookies to set carry it. */
export interface SignedIn {
  readonly memberId: MemberId;
  readonly setCookies: string[];
}

export interface SignInDraft {
  readonly email: string;
  readonly password: string;
  readonly userAgent?: string;
}

const WRONG: Failure<'REQUEST.UNAUTHENTICATED'> = {
  code: 'REQUEST.UNAUTHENTICATED',
  detail: 'The email or the password is wrong. Check both and try again.',
};

/** Who is at the console. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly auth: MemberAuth,
    private readonly brandMembers: BrandMemberStore,
  ) {}

  /** Begins a session. Whether the address or the password was wrong is not told. */
  async signIn({ email, password, userAgent }: SignInDraft): Promise<Result<SignedIn, typeof WRONG>> {
    try {
      const { headers, response } = await this.auth.api.signInEmail({
        body: { email, password, rememberMe: true },
        headers: new Headers(userAgent ? { 'user-agent': userAgent.slice(0, 300) } : {}),
        returnHeaders: true,
      });
      return ok({ memberId: response.user.id as MemberId, setCookies: headers.getSetCookie() });
    } catch (error) {
      if (error instanceof APIError && error.statusCode < 500) return err(WRONG);
      throw error;
    }
  }

  /** Ends the session of these cookies, if there is one; returns the cookies that clear it in the browser. */
  async signOut(cookie: string | undefined): Promise<{ setCookies: string[] }> {
    const { headers } = await this.auth.api.signOut({
      headers: new Headers({ cookie: cookie ?? '' }),
      returnHeaders: true,
    });
    return { setCookies: headers.getSetCookie() };
  }

  /** Who sent these cookies; null for nobody, an ended session or a forged one. */
  async sessionOf(cookie: string | undefined): Promise<MemberSession | null> {
    if (!cookie) return null;
    const session = await this.auth.api.getSession({ headers: new Headers({ cookie }) });
    if (!session) return null;
    const memberId = session.user.id as MemberId;
    return {
      memberId,
      name: session.user.name,
      email: session.user.email,
      brandIds: await this.brandMembers.brandIdsOf(this.database, memberId),
      ...(await this.brandMembers.standingOf(this.database, memberId)),
    };
  }
}
