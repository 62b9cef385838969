import { isDeepStrictEqual } from 'node:util';
import type { DropId, StreamId } from '@sidestall/kernel';
import { Injectable } from '@nestjs/common';
import type { StreamDrop } from '@sidestall/streams';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { appendEvent } from '../append-event.ts';
import { readSnapshot } from '../stream-log.ts';
import { StreamStore } from '../stream.store.ts';
import { DropReader, dropTermsOf, type DropView } from './drop-reader.ts';
import { announceDropJob } from './drops.jobs.ts';

/** Tells the viewers of every show that a drop concerns of it: its terms as they are now, or that it is over. */
@Injectable()
@Handles(announceDropJob)
export class AnnounceDrop implements JobHandler<typeof announceDropJob> {
  constructor(
    private readonly database: Database,
    private readonly drops: DropReader,
    private readonly streams: StreamStore,
  ) {}

  async handle({ dropId }: { readonly dropId: DropId }): Promise<void> {
    await this.execute(dropId);
  }

  async execute(dropId: DropId): Promise<void> {
    const drop = await this.drops.one(dropId);
    if (!drop) return;
    for (const streamId of await this.streams.concerned(this.database, drop.streamId, drop.brand.id)) {
      await this.database.transaction((tx) => this.#announceIn(tx, streamId, dropId));
    }
  }

  async #announceIn(tx: Tx, streamId: StreamId, dropId: DropId): Promise<void> {
    // The drop is read after the log is closed to others: of two announcers the later one has the newer terms.
    const stream = await this.streams.lock(tx, streamId);
    const state = stream && stream.status !== 'ended' ? await readSnapshot(tx, streamId) : null;
    const drop = state && (await this.drops.one(dropId, tx));
    if (!state || !drop) return;
    const known = state.drops.find((told) => told.drop.id === dropId)?.drop;
    if (drop.state === 'scheduled' || drop.state === 'open') {
      const told = toldOf(drop);
      if (isDeepStrictEqual(known, told)) return;
      await appendEvent(tx, streamId, { type: 'drop.announced', drop: told });
    } else if (known) {
      await appendEvent(tx, streamId, { type: 'drop.ended', dropId });
    }
  }
}

const toldOf = ({ id, title, streamId, startsAt, endsAt, listings }: DropView): StreamDrop => ({
  id,
  title,
  streamId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  listings: listings.map(dropTermsOf),
});
