import {
  PartnerApiError,
  type FulfillmentOrder,
  type PartnerClient,
  type PartnerMessage,
  type RejectReason,
} from '@sidestall/partner-sdk';
import type { RecordFile } from './record-file.ts';
import type { LineQuantity, PackingSlip, Shelf } from './record.ts';
import { decide, trackingNumberOf, type Mode } from './rules.ts';
import type { StockRoom } from './stock-room.ts';

export interface DeskOptions {
  readonly slug: string;
  readonly shipAfterMs: number;
  /** How long to wait before a call that failed is made again. */
  readonly againAfterMs?: number;
  readonly log: (message: string) => void;
}

const OPEN_STEPS = new Set(['accepting', 'rejecting', 'shipping']);
const DONE_STEPS = new Set(['shipped', 'rejected', 'withdrawn']);
const LONGEST_WAIT_MS = 60_000;
const CATCH_UP_AGAIN_MS = 15_000;

/** Where the work is done: hears of fulfillment orders, decides, packs, ships. Everything it owes survives a restart. */
export class PackingDesk {
  readonly #record: RecordFile;
  readonly #sidestall: PartnerClient;
  readonly #stock: StockRoom;
  readonly #options: DeskOptions;
  readonly #busy = new Set<string>();
  /** Slips there is still something to do for. */
  readonly #open = new Map<string, PackingSlip>();
  #timer: NodeJS.Timeout | undefined;
  #isAtWork = false;

  constructor(record: RecordFile, sidestall: PartnerClient, stock: StockRoom, options: DeskOptions) {
    this.#record = record;
    this.#stock = stock;
    this.#sidestall = sidestall;
    this.#options = options;
  }

  /** Picks up what was left undone, and asks for what was missed while the house was closed. */
  open(): void {
    this.#isAtWork = true;
    for (const slip of Object.values(this.#record.data.slips)) this.#open.set(slip.id, slip);
    this.#look();
    void this.#catchUp();
  }

  close(): void {
    this.#isAtWork = false;
    clearTimeout(this.#timer);
  }

  get mode(): Mode {
    return this.#record.data.mode;
  }

  async setMode(mode: Mode): Promise<void> {
    this.#record.data.mode = mode;
    await this.#record.save({ mode });
  }

  get slips(): PackingSlip[] {
    return Object.values(this.#record.data.slips).sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** A message of Sidestall: written down with its receipt in one save, then worked on. */
  async hear(message: PartnerMessage, messageId: string): Promise<void> {
    const { sequence, fulfillmentOrder: order } = message.data;
    const receipt = { id: messageId, type: message.type, firstAt: new Date().toISOString(), times: 1 };
    this.#record.data.messages[messageId] = receipt;
    const known = this.#record.data.slips[order.id];
    const shelves = this.#stock.meet(order);
    if (!known) this.#add(order, sequence);
    else if (sequence > known.lastSequence) known.lastSequence = sequence;
    const slip = this.#record.data.slips[order.id]!;
    if (message.type !== 'fulfillment_order.requested') {
      slip.order = order;
      slip.step = 'withdrawn';
      delete slip.shipAt;
    }
    try {
      await this.#record.save({ slip, message: receipt, shelves });
    } catch (error) {
      delete this.#record.data.messages[messageId];
      throw error;
    }
    this.#look();
  }

  /** Somebody at the desk presses a button; says what is in the way, or null. */
  async press(
    id: string,
    button: 'accept' | 'reject' | 'ship',
    { reason = 'other', lines }: { reason?: RejectReason; lines?: LineQuantity[] } = {},
  ): Promise<string | null> {
    const slip = this.#record.data.slips[id];
    if (!slip) return 'There is no such packing slip';
    const isFitting = button === 'ship' ? ['new', 'packing'].includes(slip.step) : slip.step === 'new';
    if (!isFitting) return `This slip is ${slip.step} already`;
    if (button === 'accept') Object.assign(slip, { step: 'accepting', accept: lines ? { lines } : {} });
    else if (button === 'reject') Object.assign(slip, { step: 'rejecting', reason });
    else this.#beginShipping(slip, lines);
    await this.#record.save({ slip });
    this.#look();
    return null;
  }

  #add(order: FulfillmentOrder, lastSequence: number): void {
    const slip: PackingSlip = { id: order.id, receivedAt: new Date().toISOString(), order, lastSequence, step: 'new' };
    this.#record.data.slips[order.id] = slip;
    this.#open.set(slip.id, slip);
    if (order.state === 'accepted' || order.state === 'partially_shipped') {
      slip.step = 'packing';
      slip.shipAt = new Date(Date.now() + this.#options.shipAfterMs).toISOString();
      return;
    }
    const decision = decide(order, this.mode, this.#stock.limits, (sku) => this.#stock.free(sku));
    if (decision.kind === 'accept') Object.assign(slip, { step: 'accepting', accept: decision.request });
    if (decision.kind === 'reject') Object.assign(slip, { step: 'rejecting', reason: decision.reason });
  }

  /** The tracking number is written down before anybody is told of it: telling it twice is telling of one parcel. */
  #beginShipping(slip: PackingSlip, lines?: LineQuantity[]): void {
    const trackingNumber = trackingNumberOf(this.#options.slug, slip.id, slip.order.shipments.length + 1);
    slip.parcel ??= {
      carrier: 'Parcel Express',
      trackingNumber,
      trackingUrl: `https://parcel.example/track/${trackingNumber}`,
      ...(lines && { lines }),
    };
    slip.step = 'shipping';
    delete slip.shipAt;
  }

  /** Does everything that is due and sets the clock for what comes next. */
  #look(): void {
    if (!this.#isAtWork) return;
    clearTimeout(this.#timer);
    let next = LONGEST_WAIT_MS;
    for (const slip of this.#open.values()) {
      if (DONE_STEPS.has(slip.step)) this.#open.delete(slip.id);
      if (this.#busy.has(slip.id)) continue;
      if (slip.step === 'packing' && slip.shipAt) {
        const wait = Date.parse(slip.shipAt) - Date.now();
        if (wait <= 0) this.#beginShipping(slip);
        else next = Math.min(next, wait);
      }
      if (OPEN_STEPS.has(slip.step)) void this.#work(slip);
    }
    this.#timer = setTimeout(() => this.#look(), next);
  }

  async #work(slip: PackingSlip): Promise<void> {
    this.#busy.add(slip.id);
    try {
      await this.#record.save({ slip });
      await this.#record.save({ shelves: await this.#call(slip), slip });
      delete slip.trouble;
      this.#busy.delete(slip.id);
    } catch (error) {
      slip.trouble = (error as Error).message;
      this.#options.log(`${slip.id}: ${slip.trouble}`);
      if (error instanceof PartnerApiError && isRefusal(error)) await this.#learn(slip, error);
      // Not busy again only after a pause, so that a service that is away is not asked in a circle.
      setTimeout(() => (this.#busy.delete(slip.id), this.#look()), this.#options.againAfterMs ?? 3_000).unref();
    }
    await this.#record.save({ slip }).catch((error: unknown) => this.#options.log(String(error)));
    this.#look();
  }

  /** Makes the call that is due; the shelves it emptied. */
  async #call(slip: PackingSlip): Promise<Shelf[]> {
    if (slip.step === 'accepting') {
      slip.order = await this.#sidestall.accept(slip.id, slip.accept ?? {});
      slip.step = 'packing';
      slip.shipAt = new Date(Date.now() + this.#options.shipAfterMs).toISOString();
    } else if (slip.step === 'rejecting') {
      slip.order = await this.#sidestall.reject(slip.id, { reason: slip.reason ?? 'other' });
      slip.step = 'rejected';
    } else if (slip.step === 'shipping') {
      const units = slip.parcel!.lines ?? leftOf(slip.order);
      const shipment = await this.#sidestall.ship(slip.id, slip.parcel!);
      const order = await this.#sidestall.get(slip.id).catch(() => slip.order);
      // Nothing is awaited from here to the save: a slip that is shipped and a shelf that is not emptied are never seen.
      const emptied = this.#stock.sendOff(order, units);
      Object.assign(slip, { shipmentId: shipment.id, step: 'shipped', order });
      if (slip.order.state !== 'partially_shipped') return emptied;
      // The rest waits for people: they took it apart.
      slip.step = 'packing';
      delete slip.parcel;
      return emptied;
    }
    return [];
  }

  /** The API said no: the truth is there, not here. */
  async #learn(slip: PackingSlip, error: PartnerApiError): Promise<void> {
    const order = await this.#sidestall.get(slip.id).catch(() => null);
    if (order) slip.order = order;
    const state = order?.state ?? error.currentState;
    if (state === 'accepted' || state === 'partially_shipped') slip.step = slip.parcel ? 'shipping' : 'packing';
    else if (state === 'shipped') slip.step = 'shipped';
    else if (state === 'rejected') slip.step = 'rejected';
    else if (state !== 'requested') slip.step = 'withdrawn';
    else slip.step = 'new';
  }

  async #catchUp(): Promise<void> {
    try {
      for (const state of ['requested', 'accepted'] as const) {
        for await (const order of this.#sidestall.listAll({ state })) {
          if (this.#record.data.slips[order.id]) continue;
          const shelves = this.#stock.meet(order);
          this.#add(order, 0);
          void this.#record.save({ slip: this.#record.data.slips[order.id]!, shelves }).catch(() => undefined);
        }
      }
      await this.#record.save();
      this.#look();
    } catch (error) {
      this.#options.log(`Could not ask for what was missed, asking again soon: ${(error as Error).message}`);
      setTimeout(() => this.#isAtWork && void this.#catchUp(), CATCH_UP_AGAIN_MS).unref();
    }
  }
}

/** All that was accepted and has not left. */
const leftOf = (order: FulfillmentOrder): LineQuantity[] =>
  order.lines.map(({ id, acceptedQuantity, shippedQuantity }) => ({
    lineId: id,
    quantity: acceptedQuantity - shippedQuantity,
  }));

/** A no, and not merely "later": the service is busy, away, or still at work on the same request. */
function isRefusal(error: PartnerApiError): boolean {
  return error.status < 500 && error.status !== 429 && error.code !== 'IDEMPOTENCY.IN_FLIGHT';
}
