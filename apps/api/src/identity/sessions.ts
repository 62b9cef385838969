import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { IdentityService } from '@sidestall/engine';
import { err, ok, type Result } from '@sidestall/kernel';
import type { FastifyRequest } from 'fastify';
import type { MemberIdentity } from '../http/access.ts';
import { SignInLimit } from './sign-in-limit.ts';

export interface BegunSession {
  readonly member: MemberIdentity;
  readonly setCookies: string[];
}

/** Sessions as the web sees them: cookies, and a limit on guessing. */
@Injectable()
export class Sessions {
  constructor(
    private readonly identity: IdentityService,
    private readonly limit: SignInLimit,
  ) {}

  async begin(
    { email, password }: { email: string; password: string },
    request: FastifyRequest,
  ): Promise<Result<BegunSession, Failure<'REQUEST.UNAUTHENTICATED' | 'REQUEST.RATE_LIMITED'>>> {
    const allowed = this.limit.check(request.ip, email);
    if (!allowed.ok) return allowed;
    const signedIn = await this.identity.signIn({ email, password, userAgent: request.headers['user-agent'] });
    if (!signedIn.ok) {
      this.limit.failed(request.ip, email);
      return err(signedIn.error);
    }
    this.limit.succeeded(request.ip, email);
    const { setCookies } = signedIn.value;
    const member = await this.identity.sessionOf(setCookies.map((cookie) => cookie.split(';')[0]).join('; '));
    if (!member) throw new Error('A session that just began is not there');
    return ok({ member, setCookies });
  }

  /** The cookies that clear the session in the browser. */
  async end(cookie: string | undefined): Promise<string[]> {
    return (await this.identity.signOut(cookie)).setCookies;
  }
}
