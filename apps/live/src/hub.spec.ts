import { newId, type StreamId } from '@sidestall/kernel';
import { emptyStream, type StreamSnapshot } from '@sidestall/streams';
import { Hub } from './hub.ts';

const streamId: StreamId = newId('str');

/** A database that counts what it is asked, and answers a moment later. */
class Asked {
  readonly asked: string[] = [];

  async findStreamId(slug: string): Promise<StreamId | null> {
    this.asked.push(`id of ${slug}`);
    await Promise.resolve();
    return slug === 'table-talk' ? streamId : null;
  }

  async snapshot(id: StreamId): Promise<StreamSnapshot | null> {
    this.asked.push('state');
    await Promise.resolve();
    return id === streamId ? emptyStream({ streamId, epoch: 'e' }) : null;
  }

  eventsAfter(): Promise<null> {
    this.asked.push('events');
    return Promise.resolve(null);
  }

  present(): Promise<Map<StreamId, number>> {
    return Promise.resolve(new Map<StreamId, number>());
  }

  absent(): Promise<void> {
    return Promise.resolve();
  }
}

let reader: Asked;
let hub: Hub;
beforeEach(() => {
  reader = new Asked();
  hub = new Hub(
    reader,
    () => new Date(),
    (error) => {
      throw error;
    },
  );
});
afterEach(() => hub.close());

const crowd = (name: string) => Promise.all(Array.from({ length: 2_000 }, () => hub.open(name)));

describe('a crowd that comes to one stream at the same moment', () => {
  it('costs the database one question, whoever of it comes later too', async () => {
    const shows = await crowd(streamId);
    await hub.open(streamId);
    expect(new Set(shows).size).toBe(1);
    expect(reader.asked).toEqual(['state']);
  });

  it('costs one more where it comes by the stream’s name', async () => {
    await crowd('table-talk');
    expect(reader.asked).toEqual(['id of table-talk', 'state']);
  });

  it('costs one where there is no such stream', async () => {
    for (const name of [newId('str'), 'nothing']) {
      reader.asked.length = 0;
      expect(new Set(await crowd(name))).toEqual(new Set([null]));
      expect(reader.asked).toHaveLength(1);
    }
  });
});
