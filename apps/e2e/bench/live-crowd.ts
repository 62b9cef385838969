// Many viewers in one process, on raw sockets: the same work for whatever server they watch.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerAsks } from './child.ts';

/** How a server speaks: server-sent events, a WebSocket, or socket.io over one. */
export type Protocol = 'sse' | 'ws' | 'socket.io';

export interface OpenCrowd {
  readonly kind: 'open';
  readonly port: number;
  readonly protocol: Protocol;
  readonly path: string;
  readonly count: number;
  /** An address of this machine of their own: ports of the last crowd are still taken for a while. */
  readonly from: string;
  /** `stalled` never read on; `resuming` come back with their place when the server goes, and keep count of what they were told. */
  readonly kindOf?: 'stalled' | 'resuming';
}

export type CrowdAsk =
  | OpenCrowd
  /** From now on each viewer waits for these bytes. */
  | { readonly kind: 'arm'; readonly marker: string }
  | { readonly kind: 'collect' }
  | { readonly kind: 'standing'; readonly seq: number }
  | { readonly kind: 'leave' };

export interface CrowdAnswer {
  /** When the bytes reached each viewer, in milliseconds of the machine's own clock. */
  readonly arrivals: readonly number[];
  /** Viewers that do not stand where the log does. */
  readonly behind: number;
  /** Entries that left a gap, and entries that came again. */
  readonly lost: number;
  readonly doubled: number;
  /** Viewers that came back. */
  readonly resumed: number;
}

const NOTHING: CrowdAnswer = { arrivals: [], behind: 0, lost: 0, doubled: 0, resumed: 0 };
const AT_ONCE = 200;
const WITHIN_MS = 60_000;
const LONGEST_MARKER = 80;
const COMES_BACK_MS = 500;

const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A frame from a client, which is always masked. */
function clientFrame(text: string): Buffer {
  const mask = randomBytes(4);
  const body = Buffer.from(text).map((byte, index) => byte ^ mask[index % 4]!);
  return Buffer.concat([Buffer.from([0x81, 0x80 | body.length]), mask, body]);
}

class Viewer {
  arrivedAt = 0;
  seq = 0;
  lost = 0;
  doubled = 0;
  resumed = 0;
  #socket: Socket | null = null;
  #tail: Buffer = Buffer.alloc(0);
  #text = '';
  #place = '';
  #isLeaving = false;

  constructor(private readonly open: OpenCrowd) {}

  get isReading(): boolean {
    return this.open.kindOf !== 'stalled';
  }

  /** Resolves once the server has greeted. */
  async come(): Promise<void> {
    const { port, from, protocol, path, kindOf } = this.open;
    const socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
    this.#socket = socket;
    const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}`;
    const headers =
      protocol === 'sse' ? `Accept: text/event-stream${this.#place && `\r\nLast-Event-ID: ${this.#place}`}` : upgrade;
    socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n${headers}\r\n\r\n`);
    const greeting = { sse: '\n\n', ws: ' 101 ', 'socket.io': '40{' }[protocol];
    let heard = '';
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`The server closed: ${heard.slice(0, 200)}`)));
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
        if (protocol === 'socket.io' && heard.includes('0{"sid"')) {
          if (!heard.includes(greeting)) return void socket.write(clientFrame('40'));
        }
        if (heard.includes(greeting)) resolve();
      });
    });
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    if (kindOf === 'stalled') return void socket.pause();
    if (kindOf === 'resuming') {
      this.#text = '';
      this.#read(heard.slice(heard.indexOf('\r\n\r\n') + 4));
      socket.on('data', (chunk) => this.#read(chunk.toString('utf8')));
      socket.on('close', () => void this.#comeBack());
    } else socket.on('data', (chunk) => this.#look(chunk));
  }

  leave(): void {
    this.#isLeaving = true;
    this.#socket?.destroy();
  }

  #look(chunk: Buffer): void {
    if (marker === null || this.arrivedAt > 0) return;
    const isHere =
      chunk.includes(marker) || Buffer.concat([this.#tail, chunk.subarray(0, LONGEST_MARKER)]).includes(marker);
    if (isHere) this.arrivedAt = machineMs();
    this.#tail = Buffer.from(chunk.subarray(-LONGEST_MARKER));
  }

  #read(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop()!;
    for (const block of blocks) {
      const [, place, seq] = /^id: (\S+\.(\d+))$/m.exec(block) ?? [];
      if (!place) continue;
      this.#place = place;
      this.#take(/^event: (\w+)$/m.exec(block)![1]!, Number(seq));
    }
  }

  /** What the storefront does with it: a snapshot is the whole truth, a change counts when it is the next one. */
  #take(event: string, seq: number): void {
    if (event === 'change' && seq > this.seq + 1) this.lost += 1;
    if (event === 'change' && seq <= this.seq) this.doubled += 1;
    this.seq = Math.max(this.seq, seq);
  }

  async #comeBack(): Promise<void> {
    for (;;) {
      await pause(COMES_BACK_MS * (0.5 + Math.random()));
      if (this.#isLeaving) return;
      try {
        await this.come();
        this.resumed += 1;
        return;
      } catch {
        // Not there yet.
      }
    }
  }
}

let viewers: Viewer[] = [];
let marker: Buffer | null = null;

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Not within ${WITHIN_MS / 1_000} s: ${what}`);
    await pause(5);
  }
}

answerAsks(async (ask: CrowdAsk): Promise<CrowdAnswer> => {
  const reading = viewers.filter((viewer) => viewer.isReading);
  switch (ask.kind) {
    case 'open': {
      const fresh = Array.from({ length: ask.count }, () => new Viewer(ask));
      for (let at = 0; at < fresh.length; at += AT_ONCE)
        await Promise.all(fresh.slice(at, at + AT_ONCE).map((viewer) => viewer.come()));
      viewers.push(...fresh);
      return NOTHING;
    }
    case 'arm':
      for (const viewer of viewers) viewer.arrivedAt = 0;
      marker = Buffer.from(ask.marker);
      return NOTHING;
    case 'collect':
      await until(() => reading.every(({ arrivedAt }) => arrivedAt > 0), 'every viewer was told');
      return { ...NOTHING, arrivals: reading.map(({ arrivedAt }) => arrivedAt) };
    case 'standing': {
      const sum = (count: (viewer: Viewer) => number) => viewers.reduce((total, viewer) => total + count(viewer), 0);
      await until(() => viewers.every(({ seq }) => seq >= ask.seq), 'every viewer stands where the log does').catch(
        () => undefined,
      );
      return {
        arrivals: [],
        behind: sum(({ seq }) => (seq === ask.seq ? 0 : 1)),
        lost: sum(({ lost }) => lost),
        doubled: sum(({ doubled }) => doubled),
        resumed: sum(({ resumed }) => (resumed > 0 ? 1 : 0)),
      };
    }
    case 'leave':
      for (const viewer of viewers) viewer.leave();
      viewers = [];
      marker = null;
      return NOTHING;
  }
});
