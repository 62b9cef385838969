import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Refusal } from './door.ts';

/** What the one who runs the house watches of a live process, in Prometheus' format. */
export class LiveMetrics {
  readonly #registry = new Registry();
  readonly #events = this.#counter('events_total', 'Changes of streams that were told to those who watch');
  readonly #frames = this.#counter('frames_total', 'Messages written to viewers');
  readonly #behind = this.#counter('fell_behind_total', 'Viewers who read too slowly and get one snapshot instead');
  readonly #closed = this.#counter('closed_slow_total', 'Viewers who were closed since they read too slowly');
  readonly #refused: Counter<'reason'>;

  constructor(now: { viewers(): number; shows(): number; isListening(): boolean }) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#refused = new Counter({
      name: 'sidestall_live_refused_total',
      help: 'Viewers who were not taken in, by reason',
      labelNames: ['reason'],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `sidestall_live_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('viewers', 'Connections of viewers now', () => now.viewers());
    gauge('shows', 'Streams that are held in memory', () => now.shows());
    gauge('listening', '1 while new events are heard of at once', () => (now.isListening() ? 1 : 0));
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  told(viewers: number): void {
    this.#events.inc();
    this.#frames.inc(viewers);
  }

  fellBehind(): void {
    this.#behind.inc();
  }

  closedSlow(): void {
    this.#closed.inc();
  }

  refused(reason: Refusal): void {
    this.#refused.inc({ reason });
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: `sidestall_live_${name}`, help, registers: [this.#registry] });
  }
}
