import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { WaitlistEntryId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';

/** Signed links to a place on the waitlist for whoever took it: no account, nothing to guess. */
@Injectable()
export class WaitlistTokens {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  sign(entryId: WaitlistEntryId): string {
    return createHmac('sha256', `waitlist-token:${this.config.appSecret}`).update(entryId).digest('base64url');
  }

  isValid(entryId: WaitlistEntryId, token: string): boolean {
    const expected = Buffer.from(this.sign(entryId));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The page of the place in line. The token sits behind `#`, so that it reaches no server's log. */
  link(entryId: WaitlistEntryId): string {
    return `${this.config.publicUrls.storefront}/waitlist/${entryId}#token=${this.sign(entryId)}`;
  }
}
