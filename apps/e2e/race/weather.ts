import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPoint } from '@sidestall/engine';
import type { Dice } from '../soak/dice.ts';
import type { RaceHouse } from './race-house.ts';

/** A process that dies more often than this in a minute is left alone by whoever keeps it running, and rightly so. */
const DEATHS_A_MINUTE = 4;
const LOOK_EVERY_MS = 20;
/** How long to wait for a process to come to a moment: once all is sold, none does. */
const MOMENT_WITHIN_MS = 15_000;

/** Moments between two steps of a purchase, in the process that the buyer talks to. */
const MOMENTS: readonly FaultPoint[] = ['place-order.before-authorize', 'place-order.authorized-before-record'];

/** What strikes, and from which share of the units on that are paid. */
interface Blow {
  readonly from: number;
  readonly kind: 'api' | 'moment' | 'postgres';
}

const BLOWS: readonly Blow[] = [
  { from: 0, kind: 'api' },
  { from: 0.02, kind: 'moment' },
  { from: 0.2, kind: 'api' },
  { from: 0.35, kind: 'postgres' },
  { from: 0.55, kind: 'moment' },
  { from: 0.75, kind: 'api' },
];

/** Kills API processes at any moment and between steps, and PostgreSQL once, while units are being sold. */
export class Weather {
  readonly tally = { api: 0, moment: 0, postgres: 0 };
  readonly #deaths = new Map<string, number[]>();
  #isOver = false;

  constructor(
    private readonly house: RaceHouse,
    private readonly dice: Dice,
  ) {}

  /** Strikes as the race goes on, until it is over or every blow has fallen. */
  async rage(shareSold: () => Promise<number>): Promise<void> {
    for (const blow of BLOWS) {
      while (!this.#isOver && (await shareSold()) < blow.from) await pause(LOOK_EVERY_MS);
      // The first buyers are among their steps by then.
      await pause(this.dice.whole(100, 400));
      if (this.#isOver) return;
      await this.#strike(blow.kind);
    }
  }

  end(): void {
    this.#isOver = true;
  }

  /** What did not strike before the race was over, so that nothing is proved of it. */
  missed(): string[] {
    return this.tally.api > 0 && this.tally.postgres > 0
      ? []
      : ['the race was over before API and PostgreSQL were killed; take more buyers and units'];
  }

  async #strike(kind: Blow['kind']): Promise<void> {
    const own = this.house.own!;
    if (kind === 'moment') {
      if (!(await this.#isStruckBetweenSteps())) return;
    } else {
      const victim = kind === 'postgres' ? 'postgres' : this.#apiThatMayDie();
      if (!victim) return;
      const back = own.waitRestart(victim);
      own.kill(victim, 'SIGKILL');
      // Without the database nobody could be struck in the middle of anything. A dead API is missed by nobody but buyers.
      if (kind === 'postgres') await Promise.race([back, pause(30_000)]);
      else back.catch(() => undefined);
    }
    this.tally[kind] += 1;
  }

  /** The process that comes to that moment next dies there, and takes the order away as it falls. */
  async #isStruckBetweenSteps(): Promise<boolean> {
    const { faultFile } = this.house;
    writeFileSync(faultFile, this.dice.pick(MOMENTS));
    const deadline = performance.now() + MOMENT_WITHIN_MS;
    while (existsSync(faultFile)) {
      if (this.#isOver || performance.now() > deadline) {
        rmSync(faultFile, { force: true });
        return false;
      }
      await pause(LOOK_EVERY_MS);
    }
    return true;
  }

  #apiThatMayDie(): string | null {
    const now = performance.now();
    const recent = (name: string): number[] => (this.#deaths.get(name) ?? []).filter((at) => at > now - 60_000);
    const mortal = this.house.apis.filter((name) => recent(name).length < DEATHS_A_MINUTE);
    if (mortal.length === 0) return null;
    const victim = this.dice.pick(mortal);
    this.#deaths.set(victim, [...recent(victim), now]);
    return victim;
  }
}
