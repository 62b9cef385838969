import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import { Database } from '../platform/database.ts';
import { RetailerStore } from './retailer.store.ts';

/** What is stored of an API key. Keys are long and random, so one round of SHA-256 cannot be guessed back. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');

/** Who an API key belongs to. */
@Injectable()
export class RetailerKeys {
  constructor(
    private readonly database: Database,
    private readonly retailers: RetailerStore,
  ) {}

  /** Null for a key that is unknown or revoked, or whose retailer is not active. */
  async findRetailer(key: string): Promise<RetailerId | null> {
    if (!/^sk_[A-Za-z0-9_-]{16,200}$/.test(key)) return null;
    return await this.retailers.byKey(this.database, hashApiKey(key));
  }
}
