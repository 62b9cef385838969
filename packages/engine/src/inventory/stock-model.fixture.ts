import {
  areThere,
  availableUnits,
  countedShelves,
  countNow,
  countsOf,
  foldStock,
  isNews,
  NO_STOCK,
  offerableUnits,
  type Movement,
  type StockEvent,
  type StockState,
} from '@sidestall/inventory';
import {
  err,
  newId,
  type DropId,
  type OrderId,
  type RetailerId,
  type VariantId,
  type WaitlistEntryId,
} from '@sidestall/kernel';
import { freshDatabase } from '@sidestall/testing';
import { connect } from '../platform/data-source.ts';
import { Database, type Tx } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { HoldStore } from './hold.store.ts';
import { InventoryService } from './inventory.service.ts';
import { SafetyStock } from './safety-stock.ts';
import { Shelves } from './shelves.ts';
import { StockFeed } from './stock-feed.ts';
import { StockStore } from './stock.store.ts';

/** One house process: its own connections, its own gathering of holds. */
interface Process {
  readonly database: Database;
  readonly inventory: InventoryService;
  close(): Promise<void>;
}

interface Claimer {
  id: OrderId | WaitlistEntryId;
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly quantity: number;
    readonly dropId: DropId | null;
  }[];
  state: 'held' | 'firm' | 'over';
  /** Its hold is over as soon as it is given. */
  readonly isShort: boolean;
}

interface Drop {
  readonly id: DropId;
  readonly variantId: VariantId;
  isOpen: boolean;
}

/** What somebody does. `pick` and `other` choose of whatever is there at the time. */
export interface Op {
  readonly kind: (typeof OPS)[number];
  readonly pick: number;
  readonly other: number;
  readonly quantity: number;
  /** How many do the same at once. */
  readonly times: number;
}

export const OPS = [
  'hold',
  'hold many',
  'hold in transaction',
  'hold in drop',
  'reserve',
  'expire',
  'give up',
  'ship',
  'count',
  'return',
  'keep safe',
  'want',
  'offer',
  'take offer',
  'allot',
  'close',
] as const;

/** Something under way: what it did is known once it ran. */
interface Deed {
  readonly variants: readonly VariantId[];
  /** What may make the answer of another deed of the same moment uncertain. */
  readonly effect: 'claims' | 'frees' | 'counts';
  run(): Promise<unknown>;
  /** What happened, for the model; deeds of one moment are folded claims first, closings last. */
  events(): readonly (readonly [VariantId, StockEvent])[];
  /** Told once everything is still: what the answer must have been. */
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
  #variants: VariantId[] = [];
  #retailers: RetailerId[] = [];
  #model = new Map<VariantId, StockState>();
  #claimers: Claimer[] = [];
  #drops: Drop[] = [];
  #busy = new Set<string>();
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
    this.#variants = [newId('var'), newId('var'), newId('var')];
    this.#retailers = [newId('ret'), newId('ret')];
    this.#claimers = [];
    this.#drops = [];
    const counts = this.#variants.flatMap((variantId) =>
      this.#retailers.map((retailerId, index) => ({ variantId, retailerId, onHand: 8 - 4 * index })),
    );
    await this.#database.transaction((tx) => this.#inventory.setStock(tx, counts));
    // An hour ago, so that counts may come from before and after it.
    await this.#database.rows(
      `UPDATE inventory.stock SET as_of = now() - interval '1 hour' WHERE variant_id = ANY ($1)`,
      [this.#variants],
    );
    const shelves = new Map(this.#retailers.map((id, index) => [id, { onHand: 8 - 4 * index, asOf: null }] as const));
    this.#model = new Map(this.#variants.map((variantId) => [variantId, { ...NO_STOCK, shelves }]));
  }

  /** Does all of it at once, and then compares what is there with what it means. */
  async step(ops: readonly Op[]): Promise<void> {
    this.#busy.clear();
    const before = new Map(this.#model);
    const deeds = ops.flatMap((op) => this.#plan(op) ?? []);
    await Promise.all(deeds.map((deed) => deed.run()));
    for (const deed of deeds) this.#fold(deed.events());
    if (this.problems.length > 0) return;
    await this.#compare();
    if (deeds.every((deed) => deed.effect === 'claims')) {
      for (const deed of deeds) this.problems.push(...(deed.check?.() ?? []));
    }
    this.#noGrantBeyondAvailability(before, deeds);
  }

  /** Everybody gives up, every drop closes: nothing stays claimed. */
  async endAll(): Promise<void> {
    for (const drop of this.#drops.filter((one) => one.isOpen)) await this.step([this.#op('close', drop)]);
    for (let left = this.#claimers.length; left > 0; left--) {
      const live = this.#claimers.filter((one) => one.state !== 'over');
      if (live.length === 0) break;
      for (const claimer of live) {
        const write = (work: (tx: Tx) => Promise<unknown>) => this.#database.transaction(work);
        if (claimer.state === 'held') await write((tx) => this.#inventory.releaseHolds(tx, claimer.id as OrderId));
        else await write((tx) => this.#inventory.releaseReserved(tx, claimer.id as OrderId, claimer.lines));
        this.#fold(this.#releasedAll(claimer));
        claimer.state = 'over';
      }
    }
    await this.#compare();
    for (const [variantId, state] of this.#model) {
      const { claimed } = countsOf(state);
      if (claimed !== 0) this.problems.push(`${variantId}: ${claimed} units are claimed by nobody`);
    }
  }

  get #process(): Process {
    this.#turn += 1;
    return this.processes[this.#turn % PROCESSES]!;
  }

  get #database(): Database {
    return this.#process.database;
  }

  get #inventory(): InventoryService {
    return this.#process.inventory;
  }

  #op(kind: Op['kind'], drop: Drop): Op {
    const open = this.#drops.filter((one) => one.isOpen);
    return { kind, pick: open.indexOf(drop), other: 0, quantity: 1, times: 1 };
  }

  #fold(events: readonly (readonly [VariantId, StockEvent])[]): void {
    for (const [variantId, event] of events) this.#model.set(variantId, foldStock(this.#model.get(variantId)!, event));
  }

  #state(variantId: VariantId): StockState {
    return this.#model.get(variantId)!;
  }

  /** Nobody else does anything to it at this moment. */
  #take(...things: string[]): boolean {
    if (things.some((thing) => this.#busy.has(thing))) return false;
    for (const thing of things) this.#busy.add(thing);
    return true;
  }

  #releasedAll(claimer: Claimer): (readonly [VariantId, StockEvent])[] {
    return claimer.lines.map(
      ({ variantId, quantity }) => [variantId, { type: 'released', by: claimer.id, quantity }] as const,
    );
  }

  #plan(op: Op): Deed[] | Deed | null {
    const variantId = this.#variants[op.pick % this.#variants.length]!;
    const retailerId = this.#retailers[op.other % this.#retailers.length]!;
    switch (op.kind) {
      case 'hold':
        return this.#hold(this.#lines(op), op);
      case 'hold many':
        return Array.from({ length: 2 + (op.other % 7) }, () =>
          this.#hold([{ variantId, quantity: op.quantity, dropId: null }], { ...op, times: 1 }),
        );
      case 'hold in transaction':
        return this.#holdInTransaction(this.#lines(op), op.other % 3 === 0);
      case 'hold in drop': {
        const drop = this.#openDrop(op);
        if (!drop) return null;
        const line = { variantId: drop.variantId, quantity: op.quantity, dropId: drop.id };
        const beside = this.#variants.find((one) => one !== drop.variantId && op.other % 2 === 0);
        return this.#hold(beside ? [line, { variantId: beside, quantity: 1, dropId: null }] : [line], op);
      }
      case 'reserve':
        return this.#reserve(op);
      case 'expire':
        return this.#expire(op.times);
      case 'give up':
        return this.#giveUp(op);
      case 'ship':
        return this.#ship(op, retailerId);
      case 'count':
        return this.#count(op, variantId, retailerId);
      case 'return':
        return this.#putBack(op, variantId, retailerId);
      case 'keep safe':
        return this.#keepSafe(op, variantId);
      case 'want':
        return this.#want(op, variantId);
      case 'offer':
        return this.#offer(op, variantId);
      case 'take offer':
        return this.#takeOffer(op);
      case 'allot':
        return this.#allot(op, variantId);
      case 'close': {
        const drop = this.#openDrop(op);
        return drop && this.#close(drop);
      }
      default:
        return op.kind satisfies never;
    }
  }

  #lines({ pick, other, quantity }: Op): Claimer['lines'] {
    const count = this.#variants.length;
    const first = { variantId: this.#variants[pick % count]!, quantity, dropId: null };
    if (other % 3 > 0) return [first];
    return [first, { variantId: this.#variants[(pick + 1) % count]!, quantity: 1, dropId: null }];
  }

  #openDrop({ pick }: Op): Drop | null {
    const open = this.#drops.filter((drop) => drop.isOpen && !this.#busy.has(drop.id));
    return open[pick % Math.max(open.length, 1)] ?? null;
  }

  #claimer(op: Op, isMeant: (one: Claimer) => boolean): Claimer | null {
    const live = this.#claimers.filter((one) => isMeant(one) && !this.#busy.has(one.id));
    const found = live[op.pick % Math.max(live.length, 1)] ?? null;
    return found && this.#take(found.id) ? found : null;
  }

  #freeFor(line: Claimer['lines'][number]): number {
    const state = this.#state(line.variantId);
    if (!line.dropId) return availableUnits(countsOf(state))!;
    const pool = state.allotments.get(line.dropId)!;
    return pool.isOpen ? pool.allotted - pool.claimed : 0;
  }

  /** `ask` says what it was answered, once for each who asked; nothing: the transaction was undone for another reason. */
  #claims(lines: Claimer['lines'], ask: (claimer: Claimer) => Promise<readonly boolean[]>, isShort = false): Deed {
    const claimer: Claimer = { id: newId('ord'), lines, state: 'held', isShort };
    let answers: readonly boolean[] = [];
    return {
      variants: lines.map((line) => line.variantId),
      effect: 'claims',
      run: async () => {
        answers = await ask(claimer);
        if (answers.includes(true)) this.#claimers.push(claimer);
      },
      events: () =>
        answers.includes(true)
          ? lines.map(({ variantId, ...line }) => [variantId, { type: 'held', by: claimer.id, ...line }] as const)
          : [],
      check: () => {
        if (!answers.includes(false)) return [];
        if (answers.includes(true)) return [`${claimer.id} was answered yes and no`];
        const isShortOf = lines.some((line) => !areThere(this.#freeFor(line), line.quantity));
        return isShortOf ? [] : [`${JSON.stringify(lines)} was refused although it is there`];
      },
    };
  }

  /** Several tabs of one order, at one process or at several. */
  #hold(lines: Claimer['lines'], { times, other }: Op): Deed {
    const isShort = other % 4 === 1;
    return this.#claims(
      lines,
      async ({ id }) => {
        const same = this.#inventory;
        const tabs = Array.from({ length: times }, () => (other % 2 === 0 ? same : this.#inventory));
        const ask = { orderId: id, units: lines, seconds: isShort ? 0 : 600 };
        return (await Promise.all(tabs.map((inventory) => inventory.holdSoon(ask)))).map((answer) => answer.ok);
      },
      isShort,
    );
  }

  #holdInTransaction(lines: Claimer['lines'], isUndone: boolean): Deed {
    return this.#claims(lines, async ({ id }) => {
      const { database, inventory } = this.#process;
      const held = await database.attempt(async (tx) => {
        const answer = await inventory.hold(tx, id as OrderId, lines, 600);
        return answer.ok && isUndone ? err(null) : answer;
      });
      return held.ok || held.error ? [held.ok] : [];
    });
  }

  #reserve(op: Op): Deed | null {
    const claimer = this.#claimer(op, (one) => one.state === 'held' && one.id.startsWith('ord_'));
    if (!claimer) return null;
    const orderId = claimer.id as OrderId;
    return {
      variants: [],
      effect: 'claims',
      run: async () => {
        const firm = await Promise.all(
          Array.from({ length: op.times }, () => {
            const { database, inventory } = this.#process;
            return database.transaction((tx) => inventory.reserve(tx, [orderId]));
          }),
        );
        if (firm.filter((made) => made.has(orderId)).length !== 1)
          this.problems.push(`${orderId} was made firm other than once`);
        claimer.state = 'firm';
      },
      events: () => claimer.lines.map(({ variantId }) => [variantId, { type: 'reserved', by: orderId }] as const),
    };
  }

  /** What the sweep does with all that is over by the database's clock, found by several processes at once. */
  #expire(times: number): Deed | null {
    const due = this.#claimers.filter((one) => one.state === 'held' && one.isShort && this.#take(one.id));
    if (due.length === 0) return null;
    const ids = due.map((one) => one.id);
    return {
      variants: due.flatMap((one) => one.lines.map((line) => line.variantId)),
      effect: 'frees',
      run: async () => {
        const sweep = async () => {
          const { database, inventory } = this.#process;
          const found = await database.rows<{ order_id: OrderId }>(
            `SELECT DISTINCT order_id FROM inventory.hold WHERE state = 'held' AND expires_at <= now() AND order_id = ANY ($1)`,
            [ids],
          );
          for (const { order_id } of found) await database.transaction((tx) => inventory.releaseHolds(tx, order_id));
        };
        await Promise.all(Array.from({ length: times }, sweep));
        const left = await this.#database.rows(
          `SELECT order_id FROM inventory.hold WHERE state = 'held' AND expires_at <= now() AND order_id = ANY ($1)`,
          [ids],
        );
        if (left.length > 0) this.problems.push(`${left.length} holds outlive their time`);
        for (const one of due) one.state = 'over';
      },
      events: () => due.flatMap((one) => this.#releasedAll(one)),
    };
  }

  #giveUp(op: Op): Deed | null {
    const claimer = this.#claimer(op, (one) => one.state === 'firm');
    if (!claimer) return null;
    const units = claimer.lines.map(({ variantId }) => ({ variantId, quantity: op.quantity }));
    return {
      variants: units.map((unit) => unit.variantId),
      effect: 'frees',
      run: () => {
        const { database, inventory } = this.#process;
        return database.transaction((tx) => inventory.releaseReserved(tx, claimer.id as OrderId, units));
      },
      events: () => units.map(({ variantId, quantity }) => [variantId, { type: 'released', by: claimer.id, quantity }]),
    };
  }

  #ship(op: Op, retailerId: RetailerId): Deed | null {
    const claimer = this.#claimer(op, (one) => one.state === 'firm');
    if (!claimer || !this.#take(...claimer.lines.map(({ variantId }) => `${variantId} ${retailerId}`))) return null;
    const units = claimer.lines.map(({ variantId, quantity }) => ({
      variantId,
      quantity: Math.min(quantity, op.quantity),
    }));
    return {
      variants: units.map((unit) => unit.variantId),
      effect: 'counts',
      run: () => {
        const { database, inventory } = this.#process;
        return database.transaction((tx) => inventory.ship(tx, retailerId, claimer.id as OrderId, units, newId('shp')));
      },
      events: () =>
        units.map(({ variantId, quantity }) => [variantId, { type: 'shipped', by: claimer.id, quantity, retailerId }]),
    };
  }

  /** A feed; half of them speak of a moment that is older than what is known. */
  #count(op: Op, variantId: VariantId, retailerId: RetailerId): Deed | null {
    if (!this.#take(`${variantId} ${retailerId}`)) return null;
    let event: StockEvent | null = null;
    const onHand = op.quantity === 1 ? 0 : op.quantity * 3;
    return {
      variants: [variantId],
      effect: 'counts',
      run: async () => {
        const { database } = this.#process;
        const now = await database.one<{ as_of: Date; known: Date; since: number }>(
          `WITH moment AS (SELECT date_trunc('milliseconds', now() - make_interval(secs => $3)) AS as_of)
           SELECT as_of, (SELECT as_of FROM inventory.stock WHERE variant_id = $1 AND retailer_id = $2) AS known,
                  (SELECT coalesce(sum(quantity), 0) FROM inventory.movement
                    WHERE variant_id = $1 AND retailer_id = $2 AND at > as_of AND kind IN ('shipped', 'returned')) AS since
             FROM moment`,
          [variantId, retailerId, [0, 0.05, 0.5, 7_200][op.other % 4]],
        );
        const asOf = now!.as_of;
        const answers = await Promise.all(
          Array.from({ length: op.times }, () =>
            this.#database.transaction((tx) =>
              new StockFeed(new StockStore()).apply(tx, retailerId, [{ variantId, onHand, asOf }]),
            ),
          ),
        );
        const isTaken = isNews({ asOf }, now!.known);
        const expected = isTaken
          ? countNow(onHand, now!.since)
          : this.#state(variantId).shelves.get(retailerId)!.onHand;
        for (const [answer] of answers) {
          if (answer!.outcome !== (isTaken ? 'applied' : 'ignored') || answer!.onHand !== expected) {
            this.problems.push(`a count of ${onHand} came out as ${JSON.stringify(answer)}, not as ${expected}`);
          }
        }
        if (isTaken) event = { type: 'counted', retailerId, onHand: expected, asOf };
      },
      events: () => (event ? [[variantId, event]] : []),
    };
  }

  #putBack({ quantity }: Op, variantId: VariantId, retailerId: RetailerId): Deed | null {
    if (!this.#take(`${variantId} ${retailerId}`)) return null;
    return {
      variants: [variantId],
      effect: 'frees',
      run: () =>
        this.#database.transaction((tx) =>
          new Shelves(new StockStore()).putBack(tx, retailerId, [{ variantId, quantity }], newId('rtn')),
        ),
      events: () => [[variantId, { type: 'returned', retailerId, quantity }]],
    };
  }

  #keepSafe({ quantity, other }: Op, variantId: VariantId): Deed | null {
    if (!this.#take(`safety ${variantId}`)) return null;
    const safety = other % 2 === 0 ? 0 : quantity;
    return {
      variants: [variantId],
      effect: 'counts',
      run: () => this.#database.transaction((tx) => new SafetyStock(new StockStore()).set(tx, [{ variantId, safety }])),
      events: () => [[variantId, { type: 'safety-set', safety }]],
    };
  }

  /** Somebody joins the waitlist, or the last of it leaves. */
  #want({ quantity, other }: Op, variantId: VariantId): Deed | null {
    if (!this.#take(`waiting ${variantId}`)) return null;
    const waiting = other % 2 === 0 ? 0 : quantity;
    return {
      variants: [variantId],
      effect: 'counts',
      run: () =>
        this.#database.rows(`UPDATE inventory.variant_stock SET waiting = $2 WHERE variant_id = $1`, [
          variantId,
          waiting,
        ]),
      events: () => [[variantId, { type: 'waiting-set', waiting }]],
    };
  }

  /** Units go to the first of the waitlist, whom the others' wait does not hinder. */
  #offer({ quantity }: Op, variantId: VariantId): Deed | null {
    const { waiting } = this.#state(variantId);
    if (waiting < quantity || !this.#take(`waiting ${variantId}`)) return null;
    const line = { variantId, quantity, dropId: null };
    const claimer: Claimer = { id: newId('wle'), lines: [line], state: 'held', isShort: false };
    let isOffered = false;
    return {
      variants: [variantId],
      effect: 'claims',
      run: async () => {
        const rows = await this.#database.rows(
          `WITH free AS (UPDATE inventory.variant_stock SET claimed = claimed + $2, waiting = waiting - $2
                          WHERE variant_id = $1 AND on_hand - claimed - safety >= $2 AND waiting >= $2 RETURNING variant_id)
           INSERT INTO inventory.hold (id, order_id, variant_id, quantity, state, expires_at)
           SELECT $3, $4, variant_id, $2, 'held', now() + interval '60 seconds' FROM free RETURNING 1`,
          [variantId, quantity, newId('hld'), claimer.id],
        );
        isOffered = rows.length > 0;
        if (isOffered) this.#claimers.push(claimer);
      },
      events: () =>
        isOffered
          ? [
              [variantId, { type: 'held', by: claimer.id, quantity }],
              [variantId, { type: 'waiting-set', waiting: waiting - quantity }],
            ]
          : [],
      check: () =>
        isOffered || !areThere(offerableUnits(countsOf(this.#state(variantId))), quantity)
          ? []
          : [`${quantity} were not offered although they are there`],
    };
  }

  #takeOffer(op: Op): Deed | null {
    const claimer = this.#claimer(op, (one) => one.state === 'held' && one.id.startsWith('wle_'));
    if (!claimer) return null;
    const [by, to] = [claimer.id, newId('ord')];
    return {
      variants: [],
      effect: 'claims',
      run: async () => {
        await this.#database.rows(`UPDATE inventory.hold SET order_id = $2 WHERE order_id = $1 AND state = 'held'`, [
          by,
          to,
        ]);
        claimer.id = to;
      },
      events: () => claimer.lines.map(({ variantId }) => [variantId, { type: 'passed', by, to }] as const),
    };
  }

  #allot({ quantity, other }: Op, variantId: VariantId): Deed | null {
    if (this.#drops.filter((drop) => drop.isOpen).length > 1) return null;
    const drop: Drop = { id: newId('drp'), variantId, isOpen: true };
    const allotted = quantity + (other % 3);
    let isDone = false;
    return {
      variants: [variantId],
      effect: 'claims',
      run: async () => {
        isDone = await this.#allotFor(drop, allotted);
        if (isDone) this.#drops.push(drop);
      },
      events: () => (isDone ? [[variantId, { type: 'allotted', dropId: drop.id, quantity: allotted }]] : []),
      check: () =>
        isDone || !areThere(availableUnits(countsOf(this.#state(variantId))), allotted)
          ? []
          : [`${allotted} were not allotted although they are there`],
    };
  }

  async #allotFor(drop: Drop, allotted: number): Promise<boolean> {
    const rows = await this.#database.rows(
      `WITH free AS (UPDATE inventory.variant_stock SET claimed = claimed + $2
                      WHERE variant_id = $1 AND on_hand - claimed - safety - waiting >= $2 RETURNING variant_id)
       INSERT INTO inventory.allotment (drop_id, variant_id, allotted) SELECT $3, variant_id, $2 FROM free RETURNING 1`,
      [drop.variantId, allotted, drop.id],
    );
    return rows.length > 0;
  }

  #close(drop: Drop): Deed | null {
    if (!this.#take(`close ${drop.id}`)) return null;
    return {
      variants: [drop.variantId],
      effect: 'frees',
      run: async () => {
        await this.#database.transaction(async (tx) => {
          await tx.rows(`SELECT 1 FROM inventory.variant_stock WHERE variant_id = $1 FOR UPDATE`, [drop.variantId]);
          await tx.rows(
            `WITH pool AS (SELECT drop_id, variant_id, allotted - claimed AS unsold FROM inventory.allotment
                            WHERE drop_id = $1 AND is_open FOR UPDATE),
                  closed AS (UPDATE inventory.allotment a SET allotted = a.claimed, is_open = false FROM pool WHERE a.drop_id = pool.drop_id)
             UPDATE inventory.variant_stock v SET claimed = v.claimed - pool.unsold FROM pool WHERE v.variant_id = pool.variant_id`,
            [drop.id],
          );
        });
        drop.isOpen = false;
      },
      events: () => [[drop.variantId, { type: 'closed', dropId: drop.id }]],
    };
  }

  async #compare(): Promise<void> {
    for (const row of await this.#counts()) {
      const state = this.#state(row.variant_id);
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
      for (const retailerId of this.#retailers) {
        told(`shelf of ${retailerId}`, row.shelves[retailerId], state.shelves.get(retailerId)!.onHand);
        told(`story of ${retailerId}`, story.get(retailerId), row.shelves[retailerId]);
      }
    }
  }

  #counts(): Promise<Counts[]> {
    return this.#database.rows(
      `SELECT v.*,
              (SELECT json_object_agg(retailer_id, on_hand) FROM inventory.stock s WHERE s.variant_id = v.variant_id) AS shelves,
              (SELECT coalesce(sum(quantity), 0) FROM inventory.hold h WHERE h.variant_id = v.variant_id AND h.state <> 'closed') AS holds,
              (SELECT coalesce(sum(allotted - claimed), 0) FROM inventory.allotment a WHERE a.variant_id = v.variant_id AND a.is_open) AS unsold,
              (SELECT count(*) FROM inventory.allotment a WHERE a.variant_id = v.variant_id AND NOT a.claimed BETWEEN 0 AND a.allotted)
              + (least(v.on_hand, v.claimed, v.safety, v.waiting) < 0)::int AS flaws,
              (SELECT json_agg(json_build_object('kind', kind, 'retailerId', retailer_id, 'quantity', quantity))
                 FROM inventory.movement m WHERE m.variant_id = v.variant_id) AS story
         FROM inventory.variant_stock v WHERE v.variant_id = ANY ($1)`,
      [this.#variants],
    );
  }

  /** Whoever is given units that everybody may buy leaves what is kept safe and wanted untouched. */
  #noGrantBeyondAvailability(before: ReadonlyMap<VariantId, StockState>, deeds: readonly Deed[]): void {
    for (const variantId of this.#variants) {
      const mine = deeds.filter((deed) => deed.variants.includes(variantId));
      if (mine.some((deed) => deed.effect === 'counts')) continue;
      const [was, is] = [countsOf(before.get(variantId)!), countsOf(this.#state(variantId))];
      if (is.claimed > was.claimed && is.claimed + is.safety > is.onHand) {
        this.problems.push(`${variantId}: ${is.claimed} claimed of ${is.onHand}, ${is.safety} kept safe`);
      }
    }
  }
}
