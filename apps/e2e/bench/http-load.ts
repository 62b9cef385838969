// Sends requests over kept connections as fast as they are answered, and compares every answer byte for byte. Speaks
// HTTP/1.1 over plain sockets: a client library would cost more than the bare route it measures.
import { connect, type Socket } from 'node:net';
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';

export interface Target {
  readonly path: string;
  readonly body: string;
}

export interface LoadAsk {
  readonly origin: string;
  /** Asked for in turn; each must answer 200 with exactly this body. */
  readonly targets: readonly Target[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadAnswer {
  readonly requests: number;
  readonly perSecond: number;
  readonly spread: Spread;
  readonly wrong: number;
  /** The first answer that was not as expected. */
  readonly example: string | null;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

interface Shot {
  readonly bytes: Buffer;
  readonly body: Buffer;
}

class Load {
  readonly durations: number[] = [];
  wrong = 0;
  example: string | null = null;
  #next = 0;

  constructor(
    private readonly shots: readonly Shot[],
    private readonly deadline: number,
  ) {}

  async run(host: string, port: number): Promise<void> {
    const socket = connect({ host, port, noDelay: true });
    try {
      while (performance.now() < this.deadline) {
        const shot = this.shots[this.#next++ % this.shots.length]!;
        const started = performance.now();
        const { head, body } = await exchange(socket, shot.bytes);
        this.durations.push(performance.now() - started);
        if (head.startsWith('HTTP/1.1 200 ') && body.equals(shot.body)) continue;
        this.wrong += 1;
        this.example ??= `${head.split('\r\n')[0]} ${body.toString().slice(0, 200)}`;
      }
    } finally {
      socket.destroy();
    }
  }
}

/** One request and its whole answer. */
function exchange(socket: Socket, bytes: Buffer): Promise<{ head: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let have = 0;
    let need = Infinity;
    let bodyAt = 0;
    const leave = (): void => {
      socket.off('data', onData).off('error', onError).off('close', onClose);
    };
    const onError = (error: Error): void => {
      leave();
      reject(error);
    };
    const onClose = (): void => onError(new Error('The server closed the connection instead of answering'));
    const onData = (chunk: Buffer): void => {
      chunks.push(chunk);
      have += chunk.length;
      if (need === Infinity) {
        const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
        const end = all.indexOf(END_OF_HEAD);
        if (end < 0) return;
        bodyAt = end + END_OF_HEAD.length;
        const length = /\r\ncontent-length: (\d+)/i.exec(all.toString('latin1', 0, bodyAt))?.[1];
        if (length === undefined) return onError(new Error('An answer without content-length'));
        need = bodyAt + Number(length);
      }
      if (have < need) return;
      leave();
      const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      resolve({ head: all.toString('latin1', 0, bodyAt), body: all.subarray(bodyAt) });
    };
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(bytes);
  });
}

answerAsks(async (ask: LoadAsk): Promise<LoadAnswer> => {
  const { hostname, port, host } = new URL(ask.origin);
  const shots = ask.targets.map(({ path, body }) => ({
    bytes: Buffer.from(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\n\r\n`),
    body: Buffer.from(body),
  }));
  const started = performance.now();
  const load = new Load(shots, started + ask.seconds * 1_000);
  await Promise.all(Array.from({ length: ask.connections }, () => load.run(hostname, Number(port))));
  const seconds = (performance.now() - started) / 1_000;
  return {
    requests: load.durations.length,
    perSecond: load.durations.length / seconds,
    spread: spreadOf(load.durations),
    wrong: load.wrong,
    example: load.example,
  };
});
