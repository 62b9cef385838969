import type { SnapshotFrame, StreamEventWire, ViewersFrame } from '@sidestall/contracts';

/** How the wire to the live process stands. `offline` is shown to people, `connecting` only briefly at the start. */
export type LiveState = 'connecting' | 'open' | 'offline';

/** The part of the browser's EventSource that is used; tests hand in their own. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

/** What to connect to and whom to tell. */
export interface LiveOptions {
  readonly url: string;
  onSnapshot(frame: SnapshotFrame): void;
  /** Called once per event, in order and without gaps after the last snapshot. */
  onEvent(event: StreamEventWire): void;
  onState?(state: LiveState): void;
  /** How many connections watch now. */
  onViewers?(count: number): void;
  /** Makes the connection; the browser's EventSource when not told. */
  readonly open?: (url: string) => EventSourceLike;
}

/** An open connection. */
export interface LiveConnection {
  /** Drops the connection and opens a new one, which begins with a snapshot. */
  refresh(): void;
  close(): void;
}

const CLOSED = 2;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Follows a stream. EventSource comes back by itself after a lost connection, but not after an error answer nor from a
 * machine that slept, so both are seen to here; a gap in the numbers asks for a new snapshot instead of guessing.
 */
export function connectLive(options: LiveOptions): LiveConnection {
  const open = options.open ?? ((url: string): EventSourceLike => new EventSource(url));
  let source: EventSourceLike | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let state: LiveState | null = null;
  let place: { readonly epoch: string; seq: number } | null = null;
  let isClosed = false;

  const tell = (next: LiveState) => {
    if (isClosed || state === next) return;
    state = next;
    options.onState?.(next);
  };

  const connect = () => {
    if (isClosed) return;
    clearTimeout(retry);
    source?.close();
    place = null;
    const current = open(options.url);
    source = current;
    const whileCurrent = (handle: (data: string) => void) => (event: { readonly data?: unknown }) => {
      if (!isClosed && source === current) handle(typeof event.data === 'string' ? event.data : '');
    };
    current.addEventListener(
      'open',
      whileCurrent(() => {
        pause = FIRST_PAUSE_MS;
        tell('open');
      }),
    );
    current.addEventListener(
      'snapshot',
      whileCurrent((data) => {
        const frame = JSON.parse(data) as SnapshotFrame;
        place = { epoch: frame.snapshot.epoch, seq: frame.snapshot.seq };
        tell('open');
        options.onSnapshot(frame);
      }),
    );
    current.addEventListener(
      'change',
      whileCurrent((data) => {
        const event = JSON.parse(data) as StreamEventWire;
        if (!place || event.seq > place.seq + 1) return connect();
        if (event.seq <= place.seq) return;
        place.seq = event.seq;
        options.onEvent(event);
      }),
    );
    current.addEventListener(
      'viewers',
      whileCurrent((data) => options.onViewers?.((JSON.parse(data) as ViewersFrame).viewers)),
    );
    current.addEventListener(
      'error',
      whileCurrent(() => {
        tell('offline');
        if (current.readyState !== CLOSED) return;
        // Spread out, so that ten thousand viewers of a restarted server do not knock at the same instant.
        retry = setTimeout(connect, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }),
    );
  };

  const onOffline = () => tell('offline');
  const target = typeof globalThis.addEventListener === 'function' ? globalThis : null;
  target?.addEventListener('online', connect);
  target?.addEventListener('offline', onOffline);
  tell('connecting');
  connect();

  return {
    refresh: connect,
    close() {
      isClosed = true;
      clearTimeout(retry);
      source?.close();
      target?.removeEventListener('online', connect);
      target?.removeEventListener('offline', onOffline);
    },
  };
}
