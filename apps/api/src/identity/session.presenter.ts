import { Injectable } from '@nestjs/common';
import type { Me } from '@sidestall/contracts';
import { CatalogReader, Database } from '@sidestall/engine';
import type { MemberIdentity } from '../http/access.ts';

@Injectable()
export class SessionPresenter {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
  ) {}

  async me({ memberId, name, email, brandIds, isOperator }: MemberIdentity): Promise<Me> {
    return {
      member: { id: memberId, name, email },
      brands: await this.catalog.brands(this.database, brandIds),
      isOperator,
    };
  }
}
