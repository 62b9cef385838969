import { connect, createServer, type Server, type Socket } from 'node:net';

/** What lies between two processes. */
export interface Weather {
  /** Added to every piece of data, each way. */
  readonly latencyMs: number;
  /** Each way; null for as fast as it goes. */
  readonly bytesPerSecond: number | null;
  /** Connections stay up and nothing passes: the other side has vanished without a word. What was said waits. */
  readonly isSilent: boolean;
  /** New connections are turned away. */
  readonly isRefusing: boolean;
}

const CLEAR: Weather = { latencyMs: 0, bytesPerSecond: null, isSilent: false, isRefusing: false };

/** Both ways of one connection. */
interface Pair {
  /** What it says reaches nobody any more, and neither end learns of the other's. */
  isForgotten: boolean;
}

/** One way of one connection: pieces leave in their order, when the weather lets them. */
class OneWay {
  #chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly to: Socket,
    private readonly proxy: { readonly weather: Weather; cleared(): Promise<void> },
  ) {}

  carry(chunk: Buffer): void {
    this.#after(() => void this.to.write(chunk), chunk.length);
  }

  end(): void {
    this.#after(() => void this.to.end(), 0);
  }

  #after(act: () => void, bytes: number): void {
    const arrives = performance.now() + this.proxy.weather.latencyMs;
    this.#chain = this.#chain.then(async () => {
      const { bytesPerSecond } = this.proxy.weather;
      const slow = bytesPerSecond === null ? 0 : (bytes / bytesPerSecond) * 1_000;
      const wait = Math.max(arrives - performance.now(), 0) + slow;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      await this.proxy.cleared();
      if (!this.to.destroyed) act();
    });
  }
}

/** A TCP proxy on a port of its own that makes bad weather on the way to somebody. */
export class FaultProxy {
  readonly #sockets = new Set<Socket>();
  readonly #pairs = new Set<Pair>();
  #weather = CLEAR;
  #accepted = 0;
  #waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Listens on this machine, in front of the target. */
  static async open(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new FaultProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  get weather(): Weather {
    return this.#weather;
  }

  /** How many connections were taken in so far. */
  get accepted(): number {
    return this.#accepted;
  }

  /** How many connections are up now. */
  get connections(): number {
    return this.#sockets.size / 2;
  }

  /** Changes the weather, for connections that are up too. */
  turn(weather: Partial<Weather>): void {
    this.#weather = { ...this.#weather, ...weather };
    if (!this.#weather.isSilent) for (const go of this.#waiting.splice(0)) go();
  }

  /** Back to as if there were no proxy. */
  clear(): void {
    this.turn(CLEAR);
  }

  /** Swallows from now on whatever is said on connections that are up, as a router does that lost its table; new ones work. */
  forget(): void {
    for (const pair of this.#pairs) pair.isForgotten = true;
  }

  /** Breaks every connection now, with a reset. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.clear();
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Resolves when something may pass. */
  cleared(): Promise<void> {
    if (!this.#weather.isSilent) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #accept(near: Socket): void {
    if (this.#weather.isRefusing) return void near.resetAndDestroy();
    const far = connect({ ...this.target, allowHalfOpen: true });
    const pair: Pair = { isForgotten: false };
    this.#pairs.add(pair);
    this.#accepted += 1;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const way = new OneWay(to, this);
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => pair.isForgotten || way.carry(chunk));
      from.on('end', () => pair.isForgotten || way.end());
      from.on('error', () => pair.isForgotten || to.resetAndDestroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        this.#pairs.delete(pair);
        if (!pair.isForgotten) to.destroySoon();
      });
    }
  }
}
