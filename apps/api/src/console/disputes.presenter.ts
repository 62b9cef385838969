import { Injectable } from '@nestjs/common';
import type { Dispute, FraudWarning } from '@sidestall/contracts';
import {
  BrandOrderReader,
  Database,
  DisputeReader,
  FraudWarningStore,
  RefundReader,
  type DisputeView,
  type FraudWarningRow,
} from '@sidestall/engine';
import { sumMoney, type BrandId, type DisputeId } from '@sidestall/kernel';

const BATCH = 100;
/** Fraud warnings looked at for one page: they are rare, and old ones are decided. */
const MOST_WARNINGS = 500;

/** A dispute on the wire. */
export function disputeOnWire(dispute: DisputeView, orderNumber: string): Dispute {
  return {
    ...dispute,
    orderNumber,
    evidence: { ...dispute.evidence },
    evidenceDueBy: dispute.evidenceDueBy?.toISOString() ?? null,
    evidenceSentAt: dispute.evidenceSentAt?.toISOString() ?? null,
    openedAt: dispute.openedAt.toISOString(),
    closedAt: dispute.closedAt?.toISOString() ?? null,
  };
}

/** Disputes and fraud warnings as the brands of their orders see them. */
@Injectable()
export class DisputesPresenter {
  constructor(
    private readonly database: Database,
    private readonly orders: BrandOrderReader,
    private readonly disputes: DisputeReader,
    private readonly warnings: FraudWarningStore,
    private readonly refunds: RefundReader,
  ) {}

  /** The newest first. */
  async list(
    brandId: BrandId,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<{ disputes: Dispute[]; nextCursor: string | null }> {
    const own: Dispute[] = [];
    let before = (cursor ?? null) as DisputeId | null;
    while (own.length <= limit) {
      const batch = await this.disputes.page(this.database, before, BATCH);
      const numbers = await this.orders.among(
        brandId,
        batch.map((dispute) => dispute.orderId),
      );
      for (const dispute of batch) {
        const number = numbers.get(dispute.orderId);
        if (number) own.push(disputeOnWire(dispute, number));
      }
      if (batch.length < BATCH) break;
      before = batch.at(-1)!.id;
    }
    const disputes = own.slice(0, limit);
    return { disputes, nextCursor: own.length > limit ? disputes.at(-1)!.id : null };
  }

  /** The dispute, when the brand sold something of its order. */
  async find(brandId: BrandId, id: DisputeId): Promise<Dispute | null> {
    const dispute = await this.disputes.find(this.database, id);
    const number = dispute && (await this.orders.among(brandId, [dispute.orderId])).get(dispute.orderId);
    return dispute && number ? disputeOnWire(dispute, number) : null;
  }

  async listWarnings(brandId: BrandId): Promise<{ warnings: FraudWarning[] }> {
    const rows = await this.warnings.newest(this.database, MOST_WARNINGS);
    const numbers = await this.orders.among(
      brandId,
      rows.map((row) => row.orderId),
    );
    const own = rows.filter((row) => numbers.has(row.orderId));
    return { warnings: await Promise.all(own.map((row) => this.#warning(brandId, row, numbers.get(row.orderId)!))) };
  }

  async findWarning(brandId: BrandId, id: string): Promise<FraudWarning | null> {
    const row = await this.warnings.find(this.database, id);
    const number = row && (await this.orders.among(brandId, [row.orderId])).get(row.orderId);
    return row && number ? this.#warning(brandId, row, number) : null;
  }

  async #warning(brandId: BrandId, row: FraudWarningRow, orderNumber: string): Promise<FraudWarning> {
    const items = await this.refunds.refundable(this.database, row.orderId, brandId);
    const { id, orderId, fraudType, isActionable, decision } = row;
    return {
      id,
      orderId,
      orderNumber,
      fraudType,
      isActionable,
      decision,
      amount: sumMoney(
        items.map((item) => item.left),
        await this.#currencyOf(row),
      ),
      createdAt: row.createdAt.toISOString(),
    };
  }

  async #currencyOf(row: FraudWarningRow): Promise<string> {
    const [item] = await this.refunds.refundable(this.database, row.orderId);
    return item?.paid.currency ?? 'EUR';
  }
}
