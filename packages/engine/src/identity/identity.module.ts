import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import type { EngineConfig } from '../platform/config.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { BrandMailboxes } from './brand-mailboxes.ts';
import { BrandMemberStore } from './brand-member.store.ts';
import { IdentityService } from './identity.service.ts';
import { MemberAuth } from './member-auth.ts';
import { RegisterMember } from './register-member.ts';

const memberAuth = {
  provide: MemberAuth,
  inject: [ENGINE_CONFIG],
  useFactory: (config: EngineConfig) =>
    new MemberAuth({
      databaseUrl: config.databaseUrl,
      apiUrl: config.publicUrls.api,
      consoleUrl: config.publicUrls.console,
      secret: config.appSecret,
    }),
};

@Module({
  providers: [memberAuth, BrandMailboxes, BrandMemberStore, IdentityService, RegisterMember],
  exports: [BrandMailboxes, IdentityService, RegisterMember],
})
export class IdentityModule implements OnModuleDestroy {
  constructor(@Inject(MemberAuth) private readonly auth: MemberAuth) {}

  onModuleDestroy(): Promise<void> {
    return this.auth.close();
  }
}
