import {
  countedShelves,
  countsOf,
  foldStock,
  NO_STOCK,
  unitsOfBuyers,
  type Movement,
  type StockEvent,
  type StockState,
} from '@sidestall/inventory';
import {
  newId,
  type DropId,
  type OrderId,
  type RetailerId,
  type VariantId,
  type WaitlistEntryId,
} from '@sidestall/kernel';
import { freshDatabase } from '@sidestall/testing';
import { connect } from '../platform/data-source.ts';
import { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { HoldStore } from './hold.store.ts';
import { InventoryService } from './inventory.service.ts';
import { StockStore } from './stock.store.ts';

/** One house process: its own connections, its own gathering of holds. */
export interface Process {
  readonly database: Database;
  readonly inventory: InventoryService;
  close(): Promise<void>;
}

/** An order, or an offer to the waitlist, that claims units. */
export interface Claimer {
  id: OrderId | WaitlistEntryId;
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly quantity: number;
    readonly dropId: DropId | null;
  }[];
  state: 'held' | 'firm' | 'over';
  /** Its hold is over as soon as it is given. */
  readonly isShort: boolean;
  /** The place in line it was offered to. */
  readonly entryId?: WaitlistEntryId;
}

export interface Drop {
  readonly id: DropId;
  readonly variantId: VariantId;
  isOpen: boolean;
}

/** What happened to which variant. */
export type Happening = readonly [VariantId, StockEvent];

/** Something under way: what it did is known once it ran. */
export interface Deed {
  readonly variants: readonly VariantId[];
  /** What it may do to the answers of others at the same moment. */
  readonly effect: 'claims' | 'frees' | 'counts';
  run(): Promise<unknown>;
  events(): readonly Happening[];
  /** Told once everything is still, if nobody freed anything meanwhile: what is wrong with the answer. */
  check?(): string[];
}

interface Counts {
  variant_id: VariantId;
  on_hand: number;
  claimed: number;
  safety: number;
  waiting: number;
  shelves: Record<RetailerId, number>;
  holds: number;
  unsold: number;
  flaws: number;
  story: Movement[];
}

const PROCESSES = 3;

/** Stock for real, moved by several processes at once, beside the model of what it means. */
export class StockWorld {
  readonly problems: string[] = [];
  variants: VariantId[] = [];
  retailers: RetailerId[] = [];
  claimers: Claimer[] = [];
  drops: Drop[] = [];
  #model = new Map<VariantId, StockState>();
  readonly #busy = new Set<string>();
  #turn = 0;

  private constructor(
    readonly processes: readonly Process[],
    private readonly end: () => Promise<void>,
  ) {}

  static async open(): Promise<StockWorld> {
    const test = await freshDatabase(migrate);
    const processes = await Promise.all(
      Array.from({ length: PROCESSES }, async (): Promise<Process> => {
        const source = await connect(test.url, 8);
        const database = new Database(source);
        const inventory = new InventoryService(database, new StockStore(), new HoldStore());
        return { database, inventory, close: () => source.destroy() };
      }),
    );
    return new StockWorld(processes, async () => {
      for (const process of processes) await process.close();
      await test.drop();
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Another shop in the same database: three variants at two retailers. */
  async begin(): Promise<void> {
    this.problems.length = 0;
    this.variants = [newId('var'), newId('var'), newId('var')];
    this.retailers = [newId('ret'), newId('ret')];
    this.claimers = [];
    this.drops = [];
    const counts = this.variants.flatMap((variantId) =>
      this.retailers.map((retailerId, index) => ({ variantId, retailerId, onHand: 8 - 4 * index })),
    );
    await this.database.transaction((tx) => this.process.inventory.setStock(tx, counts));
    // An hour ago, so that counts may come from before and after it.
    await this.database.rows(
      `UPDATE inventory.stock SET as_of = now() - interval '1 hour' WHERE variant_id = ANY ($1)`,
      [this.variants],
    );
    const shelves = new Map(this.retailers.map((id, index) => [id, { onHand: 8 - 4 * index, asOf: null }] as const));
    this.#model = new Map(this.variants.map((variantId) => [variantId, { ...NO_STOCK, shelves }]));
  }

  /** Does all of it at once, and then compares what is there with what it means. */
  async step(plan: () => readonly Deed[]): Promise<void> {
    this.#busy.clear();
    const before = new Map(this.#model);
    const deeds = plan();
    await Promise.all(deeds.map((deed) => deed.run()));
    const events = deeds.flatMap((deed) => deed.events());
    for (const [variantId, event] of events) this.#model.set(variantId, foldStock(this.state(variantId), event));
    if (this.problems.length > 0) return;
    await this.#compare();
    if (deeds.every((deed) => deed.effect === 'claims')) {
      for (const deed of deeds) this.problems.push(...(deed.check?.() ?? []));
    }
    for (const variantId of this.variants) {
      const mine = deeds.filter((deed) => deed.variants.includes(variantId));
      if (mine.some((deed) => deed.effect === 'counts')) continue;
      this.#noGrantBeyond(variantId, before.get(variantId)!, events);
    }
  }

  /** A process, each time another. */
  get process(): Process {
    this.#turn += 1;
    return this.processes[this.#turn % PROCESSES]!;
  }

  get database(): Database {
    return this.process.database;
  }

  state(variantId: VariantId): StockState {
    return this.#model.get(variantId)!;
  }

  /** True when nobody else does anything to these at this moment; then they are the caller's. */
  take(...things: string[]): boolean {
    if (things.some((thing) => this.#busy.has(thing))) return false;
    for (const thing of things) this.#busy.add(thing);
    return true;
  }

  /** One of the claimers that are meant, for the caller alone. */
  takeClaimer(pick: number, isMeant: (one: Claimer) => boolean): Claimer | null {
    const meant = this.claimers.filter((one) => isMeant(one) && !this.#busy.has(one.id));
    const found = meant[pick % Math.max(meant.length, 1)] ?? null;
    return found && this.take(found.id) ? found : null;
  }

  async #compare(): Promise<void> {
    for (const row of await this.#counts()) {
      const state = this.state(row.variant_id);
      const told = (what: string, is: unknown, isMeant: unknown) => {
        const [a, b] = [JSON.stringify(is), JSON.stringify(isMeant)];
        if (a !== b) this.problems.push(`${row.variant_id} ${what}: ${a}, not ${b}`);
      };
      const { onHand, claimed, safety, waiting } = countsOf(state);
      told('counts', [row.on_hand, row.claimed, row.safety, row.waiting], [onHand, claimed, safety, waiting]);
      told(
        'on hand is the sum of the shelves',
        row.on_hand,
        Object.values(row.shelves).reduce((a, b) => a + b, 0),
      );
      told('claimed is what holds and open drops claim', row.claimed, row.holds + row.unsold);
      told('rows below zero or beyond their allotment', row.flaws, 0);
      const story = countedShelves(row.story);
      for (const retailerId of this.retailers) {
        told(`shelf of ${retailerId}`, row.shelves[retailerId], state.shelves.get(retailerId)!.onHand);
        told(`story of ${retailerId}`, story.get(retailerId), row.shelves[retailerId]);
      }
    }
  }

  #counts(): Promise<Counts[]> {
    return this.database.rows(
      `SELECT v.*,
              (SELECT json_object_agg(retailer_id, on_hand) FROM inventory.stock s WHERE s.variant_id = v.variant_id) AS shelves,
              (SELECT coalesce(sum(quantity), 0) FROM inventory.hold h WHERE h.variant_id = v.variant_id AND h.state <> 'closed') AS holds,
              (SELECT coalesce(sum(allotted - claimed), 0) FROM inventory.allotment a WHERE a.variant_id = v.variant_id AND a.is_open) AS unsold,
              (SELECT count(*) FROM inventory.allotment a WHERE a.variant_id = v.variant_id AND NOT a.claimed BETWEEN 0 AND a.allotted)
              + (least(v.on_hand, v.claimed, v.safety, v.waiting) < 0)::int AS flaws,
              (SELECT json_agg(json_build_object('kind', kind, 'retailerId', retailer_id, 'quantity', quantity))
                 FROM inventory.movement m WHERE m.variant_id = v.variant_id) AS story
         FROM inventory.variant_stock v WHERE v.variant_id = ANY ($1)`,
      [this.variants],
    );
  }

  /**
   * Whoever was given units leaves what is kept safe, and, unless the waitlist itself was served, what is wanted there.
   * It holds whatever else was given or freed at that moment.
   */
  #noGrantBeyond(variantId: VariantId, before: StockState, events: readonly Happening[]): void {
    const [was, is] = [countsOf(before), countsOf(this.state(variantId))];
    const beyond = (spared: number) => is.claimed + spared > is.onHand;
    const isPublic = events.some(
      ([id, event]) =>
        id === variantId &&
        (event.type === 'allotted' || (event.type === 'held' && !event.dropId && event.by.startsWith('ord_'))),
    );
    if ((isPublic && beyond(is.safety + is.waiting)) || (is.claimed > was.claimed && beyond(is.safety))) {
      this.problems.push(
        `${variantId}: ${is.claimed} claimed of ${is.onHand}, ${is.safety} kept safe and ${is.waiting} wanted`,
      );
    }
    const bought = unitsOfBuyers(this.state(variantId));
    const isInDrop = events.some(([id, event]) => id === variantId && event.type === 'held' && event.dropId);
    if (isInDrop && bought > is.onHand) {
      this.problems.push(`${variantId}: ${bought} sold of ${is.onHand}, some of them in a drop`);
    }
  }
}
