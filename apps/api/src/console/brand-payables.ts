import { Injectable } from '@nestjs/common';
import type { BrandOrderView } from '@sidestall/contracts';
import { Database, PartyStore, SaleStore } from '@sidestall/engine';
import { money, type BrandId, type OrderId, type PartyId } from '@sidestall/kernel';

type Payable = BrandOrderView['payables'][number];

/** Who is owed what of a brand's own lines, and of shipping where nobody else sold anything. */
@Injectable()
export class BrandPayables {
  constructor(
    private readonly database: Database,
    private readonly sales: SaleStore,
    private readonly parties: PartyStore,
  ) {}

  async of(orderId: OrderId, brandId: BrandId): Promise<Payable[]> {
    const sale = await this.sales.find(this.database, orderId);
    if (!sale) return [];
    const isAlone = sale.shares.every((share) => share.lineId === null || share.brandId === brandId);
    const sums = new Map<PartyId, { amount: number; taken: number }>();
    for (const share of sale.shares) {
      if (!share.partyId || !(isAlone || share.brandId === brandId)) continue;
      const known = sums.get(share.partyId) ?? { amount: 0, taken: 0 };
      const sum = { amount: known.amount + share.amountMinor, taken: known.taken + share.refundedMinor };
      sums.set(share.partyId, sum);
    }
    const found = await Promise.all(
      sale.payables.map(async (payable): Promise<Payable[]> => {
        const sum = sums.get(payable.partyId);
        const party = sum && (await this.parties.find(this.database, payable.partyId));
        if (!party) return [];
        return [
          {
            partyName: party.name,
            kind: party.kind,
            state: payable.state,
            isFrozen: sale.frozenFor.length > 0,
            amount: money(sum.amount, sale.currency),
            taken: money(sum.taken, sale.currency),
            releaseAt: payable.releaseAt?.toISOString() ?? null,
          },
        ];
      }),
    );
    return found.flat();
  }
}
