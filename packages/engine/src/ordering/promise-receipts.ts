import { Injectable } from '@nestjs/common';
import type { Failure, PromiseKeys, PromiseReceipt } from '@sidestall/contracts';
import { err, ok, type BrandId, type OrderId, type Result } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { PromiseSigner } from './promise-signer.ts';

interface ReceiptRow {
  readonly content: string;
  readonly sha256: string;
  readonly signature: string;
  readonly keyId: string;
  readonly publicKey: string;
  readonly sealedAt: Date;
}

export type ReceiptFailure = Failure<'ORDERING.RECEIPT_NOT_FOUND'>;

const NOT_FOUND: ReceiptFailure = {
  code: 'ORDERING.RECEIPT_NOT_FOUND',
  detail: 'A receipt is sealed when a payment is approved. Look again once this order is paid.',
};

/** Hands out what was sealed, byte by byte, and the keys it can be checked with. */
@Injectable()
export class PromiseReceipts {
  constructor(
    private readonly database: Database,
    private readonly signer: PromiseSigner,
  ) {}

  /** The receipt of an order; for a brand only of an order that bought something of it. */
  async find(orderId: OrderId, brandId?: BrandId): Promise<Result<PromiseReceipt, ReceiptFailure>> {
    const row = await this.database.one<ReceiptRow>(
      `SELECT r.content, r.sha256, r.signature, k.id AS "keyId", k.public_key AS "publicKey", r.sealed_at AS "sealedAt"
         FROM ordering.promise_receipt r JOIN ordering.promise_key k ON k.id = r.signed_with
        WHERE r.order_id = $1
          AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM ordering.order_line l WHERE l.order_id = r.order_id AND l.brand_id = $2))`,
      [orderId, brandId ?? null],
    );
    return row ? ok({ ...row, sealedAt: row.sealedAt.toISOString() }) : err(NOT_FOUND);
  }

  /** The receipt of an order for a member of a brand it bought from. */
  async findForMember(
    member: { readonly brandIds: readonly BrandId[] },
    brandId: BrandId,
    orderId: OrderId,
  ): Promise<Result<PromiseReceipt, ReceiptFailure>> {
    return member.brandIds.includes(brandId) ? this.find(orderId, brandId) : err(NOT_FOUND);
  }

  /** Every key that ever sealed, and the one that seals now. */
  async keys(): Promise<PromiseKeys> {
    const rows = await this.database.rows<{ keyId: string; publicKey: string }>(
      `SELECT id AS "keyId", public_key AS "publicKey" FROM ordering.promise_key ORDER BY first_used_at DESC, id`,
    );
    const { keyId, publicKey } = this.signer;
    const others = rows.filter((row) => row.keyId !== keyId);
    return { keys: [{ keyId, publicKey, isCurrent: true }, ...others.map((row) => ({ ...row, isCurrent: false }))] };
  }
}
