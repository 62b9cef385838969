import type { Door, FakePartner, Mood } from '../faults/fake-partner.ts';
import type { FaultHouse } from '../faults/fault-house.ts';
import type { HouseHand } from './house-hand.ts';
import type { PartnerDesk } from './partner-desk.ts';
import type { Act } from './schedule.ts';

/** A process that dies more often than this is left alone by whoever keeps it running, and rightly so. */
const DEATHS_APART_MS = 12_000;
/** How long bad weather, a frozen process or a dead store lasts. */
const SPELL_MS = { weather: 4_000, silence: 3_000, frozen: 12_000, dead: 3_000, held: 5_000 };

/** Carries troubles out, one after the other; those that last end by themselves. */
export class Storm {
  readonly tally: Record<string, number> = {};
  readonly #deaths = new Map<string, number>();
  #isOver = false;
  readonly #spells = new Set<Promise<void>>();
  #wake: (() => void)[] = [];

  constructor(
    private readonly house: FaultHouse,
    private readonly desk: PartnerDesk,
    private readonly hand: HouseHand,
  ) {}

  async meet(act: Act): Promise<void> {
    const name = await this.#do(act).catch((error: unknown) => `${act.kind} did not happen: ${String(error)}`);
    this.tally[name] = (this.tally[name] ?? 0) + 1;
  }

  /** Lets everything work again, and waits until it does. */
  async end(): Promise<void> {
    this.#isOver = true;
    for (const wake of this.#wake.splice(0)) wake();
    await Promise.all(this.#spells);
    this.house.disarm();
    await this.house.sandbox('/faults', undefined, 'DELETE');
    for (const partner of this.house.partners) {
      partner.letGo();
      partner.mood = 'accept';
    }
    await this.hand.release();
  }

  async #do(act: Act): Promise<string> {
    switch (act.kind) {
      case 'kill':
        return await this.#kill(act.who);
      case 'arm':
        if (!this.#mayDie('whoever comes to a fault point')) return 'left in peace';
        this.house.arm(act.point);
        return 'armed a power cut';
      case 'stop-worker':
        if (!this.#mayDie(this.house.workers.at(-1)!)) return 'left in peace';
        this.house.house.kill(this.house.workers.at(-1)!, 'SIGTERM');
        return 'told a worker to stop';
      case 'freeze-worker':
        return this.#freeze();
      case 'cut':
        this.#wayTo(act.whom, act.partner)?.cut();
        return `cut connections to ${act.whom}`;
      case 'slow':
        return this.#weather(act.whom, act.partner, { latencyMs: 150 });
      case 'silence':
        return this.#weather(act.whom, act.partner, { isSilent: true });
      case 'forget-redis':
        if (!this.house.stores.redis) return 'no Redis to trouble';
        await this.house.stores.redis.ask('FLUSHALL');
        return 'made Redis forget';
      case 'mood':
        return this.#mood(this.#partner(act.partner), act.mood);
      case 'door':
        return this.#door(this.#partner(act.partner), act.door);
      case 'rotate':
        await this.desk.rotate(this.#partner(act.partner), act.isAtOnce);
        return act.isAtOnce ? 'replaced a secret' : 'rotated a secret';
      case 'change':
        if (act.what === 'hold') this.#last(SPELL_MS.held, () => this.hand.release());
        return await this.hand.change(act.what, act.pick);
      case 'fail-stripe':
        await this.house.sandbox('/faults', { count: act.count, status: act.status, afterEffect: act.afterEffect });
        return act.afterEffect ? 'Stripe failed after its work' : 'Stripe failed before its work';
      case 'lose-stripe-events':
        await this.house.sandbox('/webhooks', { dropNext: act.count });
        return 'Stripe events lost';
    }
  }

  async #kill(who: 'api' | 'worker' | 'postgres' | 'redis'): Promise<string> {
    const { postgres, redis } = this.house.stores;
    if (who === 'redis' && !redis) return 'no Redis to trouble';
    if (!this.#mayDie(who)) return 'left in peace';
    if (who === 'api' || who === 'worker') this.house.house.kill(who, 'SIGKILL');
    else {
      const store = who === 'postgres' ? postgres : redis!;
      await store.kill();
      await this.#pause(SPELL_MS.dead);
      await store.revive();
    }
    return `killed ${who}`;
  }

  /** A worker stands still for longer than its leases, which run out meanwhile. */
  #freeze(): string {
    const name = this.house.workers[0]!;
    if (!this.#mayDie(name)) return 'left in peace';
    this.house.house.kill(name, 'SIGSTOP');
    this.#last(SPELL_MS.frozen, async () => {
      await this.house.passLeases();
      this.house.house.kill(name, 'SIGCONT');
    });
    return 'froze a worker';
  }

  #weather(
    whom: 'postgres' | 'redis' | 'partner',
    partner: number,
    weather: { latencyMs?: number; isSilent?: boolean },
  ): string {
    const way = this.#wayTo(whom, partner);
    if (!way) return `no way to ${whom} to trouble`;
    way.turn(weather);
    this.#last(weather.isSilent ? SPELL_MS.silence : SPELL_MS.weather, () => {
      way.clear();
      return Promise.resolve();
    });
    return weather.isSilent ? `silence from ${whom}` : `slowed ${whom}`;
  }

  #mood(partner: FakePartner, mood: Mood): string {
    partner.mood = mood;
    return `a partner will ${mood === 'silent' ? 'keep silent' : mood}`;
  }

  #door(partner: FakePartner, door: Door): string {
    if (door === 'open') partner.letGo();
    else partner.door = door;
    return `a partner's door is ${door}`;
  }

  #partner(index: number): FakePartner {
    return this.house.partners[index]!;
  }

  #wayTo(whom: 'postgres' | 'redis' | 'partner', partner: number): FaultHouse['stores']['toPostgres'] | null {
    if (whom === 'postgres') return this.house.stores.toPostgres;
    if (whom === 'redis') return this.house.stores.toRedis;
    return this.house.ways.get(this.#partner(partner).name) ?? [...this.house.ways.values()][0] ?? null;
  }

  #mayDie(who: string): boolean {
    const now = performance.now();
    if (now - (this.#deaths.get(who) ?? -DEATHS_APART_MS) < DEATHS_APART_MS) return false;
    this.#deaths.set(who, now);
    return true;
  }

  /** Ends a trouble after its time, or when all troubles end. */
  #last(milliseconds: number, end: () => Promise<void>): void {
    const spell: Promise<void> = this.#pause(milliseconds)
      .then(end)
      .catch(() => undefined) // Whoever it was about is gone; that is a trouble of its own.
      .finally(() => void this.#spells.delete(spell));
    this.#spells.add(spell);
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
      this.#wake.push(resolve);
    });
  }
}
