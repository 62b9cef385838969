import type { SnapshotFrame, StreamEventWire } from '@sidestall/contracts';
import { connectLive, type EventSourceLike, type LiveState } from './live.ts';

class Wire implements EventSourceLike {
  static opened: Wire[] = [];
  readyState = 0;
  readonly #listeners = new Map<string, (event: { readonly data?: unknown }) => void>();
  constructor(readonly url: string) {
    Wire.opened.push(this);
  }
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }
  close(): void {
    this.readyState = 2;
  }
  send(type: string, data?: unknown): void {
    this.#listeners.get(type)?.({ data: data === undefined ? undefined : JSON.stringify(data) });
  }
}

const snapshot = (seq: number) => ({ serverTime: '2026-01-01T00:00:00Z', snapshot: { epoch: 'e', seq } });
const change = (seq: number) => ({ seq, type: 'stream.started' });

describe('the live connection', () => {
  const frames: SnapshotFrame[] = [];
  const events: StreamEventWire[] = [];
  const states: LiveState[] = [];
  const connect = () =>
    connectLive({
      url: 'http://live/1',
      onSnapshot: (frame) => frames.push(frame),
      onEvent: (event) => events.push(event),
      onState: (state) => states.push(state),
      open: (url) => new Wire(url),
    });

  beforeEach(() => {
    for (const list of [frames, events, states, Wire.opened]) list.length = 0;
  });

  it('hands on the snapshot and then each change once', () => {
    const live = connect();
    const wire = Wire.opened[0]!;
    wire.send('snapshot', snapshot(4));
    wire.send('change', change(4));
    wire.send('change', change(5));
    wire.send('change', change(5));
    expect(frames).toHaveLength(1);
    expect(events.map((event) => event.seq)).toEqual([5]);
    expect(states).toEqual(['connecting', 'open']);
    live.close();
  });

  it('hands on how many watch, which has no place in the order of events', () => {
    const counts: number[] = [];
    const live = connectLive({
      url: 'http://live/1',
      onSnapshot: () => undefined,
      onEvent: (event) => events.push(event),
      onViewers: (count) => counts.push(count),
      open: (url) => new Wire(url),
    });
    const wire = Wire.opened[0]!;
    wire.send('snapshot', snapshot(4));
    wire.send('viewers', { viewers: 12 });
    wire.send('change', change(5));
    expect(counts).toEqual([12]);
    expect(events.map((event) => event.seq)).toEqual([5]);
    live.close();
  });

  it('asks for a new snapshot when a change is missing', () => {
    const live = connect();
    Wire.opened[0]!.send('snapshot', snapshot(4));
    Wire.opened[0]!.send('change', change(7));
    expect(events).toEqual([]);
    expect(Wire.opened).toHaveLength(2);
    Wire.opened[0]!.send('change', change(5));
    expect(events).toEqual([]);
    Wire.opened[1]!.send('snapshot', snapshot(7));
    Wire.opened[1]!.send('change', change(8));
    expect(events.map((event) => event.seq)).toEqual([8]);
    live.close();
  });

  it('says offline while the browser reconnects, and open again when it has', () => {
    const live = connect();
    const wire = Wire.opened[0]!;
    wire.send('open');
    wire.send('error');
    wire.send('open');
    expect(states).toEqual(['connecting', 'open', 'offline', 'open']);
    live.close();
    wire.send('error');
    expect(states).toHaveLength(4);
  });
});
