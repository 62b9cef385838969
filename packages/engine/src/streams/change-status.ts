import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type StreamId } from '@sidestall/kernel';
import { canBecome, type StreamStatus } from '@sidestall/streams';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { appendEvent } from './append-event.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamStore } from './stream.store.ts';

export interface StatusChanged {
  readonly status: StreamStatus;
  readonly seq: number;
}

type ChangeStatusError = Failure<'STREAMS.STREAM_NOT_FOUND' | 'STREAMS.STATE_CONFLICT'>;

/** Moves a stream along its life and tells everybody. A stream that is there already stays, so that a double click is harmless. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
    private readonly access: HostAccess,
  ) {}

  async execute(host: Host, id: StreamId, to: 'live' | 'ended'): Promise<Result<StatusChanged, ChangeStatusError>> {
    return this.database.transaction(async (tx) => {
      const found = await this.access.lock(tx, host, id);
      if (!found.ok) return found;
      const { status, lastSeq } = found.value;
      if (status === to) return ok({ status, seq: lastSeq });
      if (!canBecome(status, to)) {
        return err({
          code: 'STREAMS.STATE_CONFLICT',
          detail: `The stream is ${status}; start it first.`,
          extra: { status },
        });
      }
      await this.streams.setStatus(tx, id, to);
      const seq = await appendEvent(tx, id, { type: to === 'live' ? 'stream.started' : 'stream.ended' });
      return ok({ status: to, seq });
    });
  }
}
