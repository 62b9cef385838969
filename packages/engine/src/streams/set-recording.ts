import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result, type StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database.ts';
import { HostAccess, type Host } from './host-access.ts';
import { StreamStore } from './stream.store.ts';

type Refused = Failure<'STREAMS.STREAM_NOT_FOUND' | 'STREAMS.NOT_ENDED' | 'STREAMS.RECORDING_INVALID'>;

/** Encoders are started early, but not the day before. */
const EARLIEST_MS = 24 * 3_600_000;

/** Says when the first picture of a show's recording was taken; null: with the show's beginning, as long as nobody says so. */
@Injectable()
export class SetRecording {
  constructor(
    private readonly database: Database,
    private readonly streams: StreamStore,
    private readonly access: HostAccess,
  ) {}

  async execute(host: Host, id: StreamId, startsAt: Date | null): Promise<Result<Date | null, Refused>> {
    return this.database.transaction(async (tx) => {
      const found = await this.access.lock(tx, host, id);
      if (!found.ok) return found;
      const { status, startedAt, endedAt } = found.value;
      if (status !== 'ended' || !startedAt || !endedAt) {
        return err({ code: 'STREAMS.NOT_ENDED', detail: 'A recording can be named once the show is over.' });
      }
      if (startsAt && (startsAt >= endedAt || startsAt.getTime() < startedAt.getTime() - EARLIEST_MS)) {
        return err({
          code: 'STREAMS.RECORDING_INVALID',
          detail: 'A recording begins before its show ends, and at most a day before the show begins.',
        });
      }
      await this.streams.setRecordingStart(tx, id, startsAt);
      return ok(startsAt);
    });
  }
}
