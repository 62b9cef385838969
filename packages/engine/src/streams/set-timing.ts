import type { Failure } from '@sidestall/contracts';
import { ok, type Result, type StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamStore } from './stream.store.ts';

/**
 * Moves cards against the picture, from the next one on: what was told keeps its moment. Null: cards show at once, on
 * every screen.
 */
@Injectable()
export class SetTiming {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
    private readonly access: HostAccess,
  ) {}

  async execute(
    host: Host,
    id: StreamId,
    ingestDelayMs: number | null,
  ): Promise<Result<number | null, Failure<'STREAMS.STREAM_NOT_FOUND'>>> {
    return this.database.transaction(async (tx) => {
      const found = await this.access.lock(tx, host, id);
      if (!found.ok) return found;
      await this.streams.setIngestDelay(tx, id, ingestDelayMs);
      return ok(ingestDelayMs);
    });
  }
}
