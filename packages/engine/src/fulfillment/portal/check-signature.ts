import { Inject, Injectable } from '@nestjs/common';
import type { SignatureAnswer, SignatureQuestion } from '@sidestall/contracts';
import type { RetailerId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { Database } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { openSecret } from '../sealed-secret.ts';
import { publicKeyOf } from '../sign-message.ts';
import { explainSignature } from './explain-signature.ts';

/** Helps a retailer find out why its receiver refuses a message. Keeps nothing of what it is shown. */
@Injectable()
export class CheckSignature {
  constructor(
    private readonly database: Database,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async execute(retailerId: RetailerId, question: SignatureQuestion): Promise<SignatureAnswer> {
    const rows = await this.database.rows<{ sealed: string }>(
      `SELECT s.sealed FROM fulfillment.endpoint_secret s JOIN fulfillment.endpoint e ON e.id = s.endpoint_id
        WHERE e.retailer_id = $1 AND e.deleted_at IS NULL ORDER BY s.created_at DESC LIMIT 30`,
      [retailerId],
    );
    const clock = await this.database.one<{ seconds: number }>(
      'SELECT floor(extract(epoch FROM now()))::int8 AS seconds',
    );
    const live = rows
      .map(({ sealed }) => openSecret(sealed, this.config.appSecret))
      .map((secret) => (secret.startsWith('whsk_') ? publicKeyOf(secret) : secret));
    return explainSignature(question, live, clock!.seconds);
  }
}
