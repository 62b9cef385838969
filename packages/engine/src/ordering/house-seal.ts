import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database.ts';
import { PromiseSigner, type Seal } from './promise-signer.ts';

export interface HouseSealed extends Seal {
  readonly keyId: string;
  /** SPKI PEM. */
  readonly publicKey: string;
}

/** Seals any text with the key of promise receipts, so that one list of keys (`/v1/promise-keys`) is enough to check it. */
@Injectable()
export class HouseSeal {
  constructor(private readonly signer: PromiseSigner) {}

  async seal(tx: Tx, content: string): Promise<HouseSealed> {
    const { keyId, publicKey } = this.signer;
    await tx.rows(`INSERT INTO ordering.promise_key (id, public_key) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      keyId,
      publicKey,
    ]);
    return { ...this.signer.seal(content), keyId, publicKey };
  }
}
