import { setMaxListeners } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import type { EngineConfig } from '../../platform/config.ts';
import { Gatherer } from '../../platform/gatherer.ts';
import type { Logger } from '../../platform/logger.ts';
import { ENGINE_CONFIG, LOGGER } from '../../platform/tokens.ts';
import { INTERRUPTED } from '../transport/error-class.ts';
import { DeliveryOutcomes, type DeliveryOutcome } from '../delivery-outcomes.ts';
import { DeliveryClaims, type DeliveryClaim } from './delivery-claims.ts';
import { DeliveryEar } from './delivery-ear.ts';
import { SendDelivery } from './send-delivery.ts';

const POLL_MS = 1_000;
/** How often a key whose next message nobody let go is looked for. */
const WAKE_MS = 15_000;
/** Rings and answers of this long share one look at the rows. */
const PACE_MS = 10;
/** So many messages of one process are in the air at once, whatever their endpoints do. */
const MOST_IN_THE_AIR = 256;
const MOST_AT_ONCE = 200;
/** While the database is away an outcome is kept and told again, for as long as the claim's lease lasts. */
const RECORD_AGAIN_MS = 1_000;
const RECORD_TRIES = 25;
/** How long a process that ends waits for the database to take back what it had in the air. */
const GIVE_BACK_MS = 1_000;

/** Waits for work, but no longer than that. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/**
 * Delivers what the rows say is due, in every worker process: takes deliveries on in batches, sends them side by side, and
 * writes what came of them back gathered. It needs neither queue nor jobs: a ring after a commit only makes it prompt.
 */
@Injectable()
export class DeliveryDispatcher {
  readonly #inTheAir = new Map<DeliveryClaim, Promise<void>>();
  readonly #records = new Gatherer<DeliveryOutcome, void>(
    async (outcomes) => {
      await this.outcomes.record(outcomes);
      return outcomes.map(() => undefined);
    },
    { most: 200, lanes: 2 },
  );
  #breakOff = new AbortController();
  #ear: DeliveryEar | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isRunning = false;
  #isLooking = false;
  #mustLook = false;
  #sweptAt = 0;
  #wokenAt = 0;
  #current: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly claims: DeliveryClaims,
    private readonly sendDelivery: SendDelivery,
    private readonly outcomes: DeliveryOutcomes,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  start(): void {
    this.#isRunning = true;
    this.#breakOff = new AbortController();
    setMaxListeners(0, this.#breakOff.signal); // One for each message in the air.
    this.#ear = new DeliveryEar(this.config.databaseUrl, () => this.#soon());
    void this.#ear.listen();
    this.#look();
  }

  /**
   * Takes nothing new and waits for what is in the air, up to the deadline; what has not come back by then is broken off and
   * given back, so that another worker need not wait for its lease.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#isRunning = false;
    if (this.#timer) clearTimeout(this.#timer);
    await within(deadlineMs, this.#land());
    const left = [...this.#inTheAir.keys()];
    this.#breakOff.abort();
    // What cannot be given back waits until its lease is over.
    await within(
      GIVE_BACK_MS,
      this.claims.giveBack(left).catch(() => undefined),
    );
  }

  /** A database that does not answer, too, is waited for no longer than the deadline. */
  async #land(): Promise<void> {
    await this.#ear?.stop();
    await this.#current;
    await Promise.allSettled(this.#inTheAir.values());
  }

  /** Delivers once what is due now and waits for the outcomes; how many attempts there were. */
  async deliverDue(): Promise<number> {
    const claimed = await this.claims.take(MOST_AT_ONCE);
    await Promise.all(claimed.map((claim) => this.#deliver(claim)));
    return claimed.length;
  }

  #soon(): void {
    this.#mustLook = true;
    if (!this.#isLooking) this.#wait(PACE_MS);
  }

  #wait(ms: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#isRunning) this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    if (!this.#isRunning || this.#isLooking) return;
    this.#isLooking = true;
    this.#mustLook = false;
    this.#current = this.#takeOn()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Deliveries could not be read; trying again');
        return 0;
      })
      .then((taken) => {
        this.#isLooking = false;
        this.#wait(taken > 0 || this.#mustLook ? PACE_MS : POLL_MS);
      });
  }

  async #takeOn(): Promise<number> {
    if (performance.now() - this.#sweptAt >= POLL_MS) {
      this.#sweptAt = performance.now();
      await this.claims.sweep();
    }
    if (performance.now() - this.#wokenAt >= WAKE_MS) {
      this.#wokenAt = performance.now();
      await this.claims.wake();
      await this.claims.dropOrphans();
    }
    const claimed = await this.claims.take(Math.min(MOST_IN_THE_AIR - this.#inTheAir.size, MOST_AT_ONCE));
    if (!this.#isRunning) {
      await this.claims.giveBack(claimed);
      return 0;
    }
    for (const claim of claimed) {
      const delivering = this.#deliver(claim, this.#breakOff.signal)
        .catch((error: unknown) =>
          this.logger.warn({ err: error, delivery: claim.deliveryId }, 'An outcome was not kept; it is sent again'),
        )
        .finally(() => {
          this.#inTheAir.delete(claim);
          this.#soon();
        });
      this.#inTheAir.set(claim, delivering);
    }
    return claimed.length;
  }

  async #deliver(claim: DeliveryClaim, breakOff?: AbortSignal): Promise<void> {
    const result = await this.sendDelivery.execute(claim, breakOff);
    if (result.errorClass === INTERRUPTED) return; // It is given back: the other side has not failed.
    for (let tries = 1; ; tries++) {
      try {
        return await this.#records.ask({ claim, result });
      } catch (error) {
        if (tries >= RECORD_TRIES || !this.#isRunning) throw error;
        await new Promise((resolve) => setTimeout(resolve, RECORD_AGAIN_MS));
      }
    }
  }
}
