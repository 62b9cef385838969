import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import { taxesByTable, type Taxable, type Taxes } from '@sidestall/ordering';
import type { TaxPort } from './tax-port.ts';

/** Taxes by the house's own table of countries, states and provinces. */
@Injectable()
export class RateTableTax implements TaxPort {
  taxesOn(goods: Taxable): Promise<Result<Taxes, never>> {
    return Promise.resolve(ok(taxesByTable(goods)));
  }
}
