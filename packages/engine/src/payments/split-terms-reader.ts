import { Injectable } from '@nestjs/common';
import type { BrandId } from '@sidestall/kernel';
import type { SplitTerms } from '@sidestall/ledger';
import { TermsStore } from '../ledger/terms.store.ts';
import type { Sql } from '../platform/database.ts';

/** How sales of brands are divided now, for who prices an order: what a quote fixes, later changes do not touch. */
@Injectable()
export class SplitTermsReader {
  constructor(private readonly terms: TermsStore) {}

  of(sql: Sql, brandIds: readonly BrandId[]): Promise<Map<BrandId, SplitTerms>> {
    return this.terms.of(sql, brandIds);
  }
}
