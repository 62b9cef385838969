import {
  PartnerApiError,
  type FulfillmentOrder,
  type PartnerClient,
  type PartnerMessage,
  type RejectReason,
} from '@sidestall/partner-sdk';
import type { RecordFile } from './record-file.ts';
import type { PackingSlip } from './record.ts';
import { decide, trackingNumberOf, type Mode } from './rules.ts';

export interface DeskOptions {
  readonly slug: string;
  readonly shipAfterMs: number;
  /** How long to wait before a call that failed is made again. */
  readonly againAfterMs?: number;
  readonly log: (message: string) => void;
}

const OPEN_STEPS = new Set(['accepting', 'rejecting', 'shipping']);
const LONGEST_WAIT_MS = 60_000;
const CATCH_UP_AGAIN_MS = 15_000;

/** Where the work is done: hears of fulfillment orders, decides, packs, ships. Everything it owes survives a restart. */
export class PackingDesk {
  readonly #record: RecordFile;
  readonly #sidestall: PartnerClient;
  readonly #options: DeskOptions;
  readonly #busy = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(record: RecordFile, sidestall: PartnerClient, options: DeskOptions) {
    this.#record = record;
    this.#sidestall = sidestall;
    this.#options = options;
  }

  /** Picks up what was left undone, and asks for what was missed while the house was closed. */
  open(): void {
    this.#isOpen = true;
    this.#look();
    void this.#catchUp();
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  get mode(): Mode {
    return this.#record.data.mode;
  }

  async setMode(mode: Mode): Promise<void> {
    this.#record.data.mode = mode;
    await this.#record.save();
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
    if (!known) this.#add(order, sequence);
    else if (sequence > known.lastSequence) known.lastSequence = sequence;
    const slip = this.#record.data.slips[order.id]!;
    if (message.type !== 'fulfillment_order.requested') {
      slip.order = order;
      slip.step = 'withdrawn';
      delete slip.shipAt;
    }
    try {
      await this.#record.save();
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
    reason: RejectReason = 'other',
  ): Promise<string | null> {
    const slip = this.#record.data.slips[id];
    if (!slip) return 'There is no such packing slip';
    const isFitting = button === 'ship' ? ['new', 'packing'].includes(slip.step) : slip.step === 'new';
    if (!isFitting) return `This slip is ${slip.step} already`;
    if (button === 'accept') Object.assign(slip, { step: 'accepting', accept: {} });
    else if (button === 'reject') Object.assign(slip, { step: 'rejecting', reason });
    else this.#beginShipping(slip);
    await this.#record.save();
    this.#look();
    return null;
  }

  #add(order: FulfillmentOrder, lastSequence: number): void {
    const slip: PackingSlip = { id: order.id, receivedAt: new Date().toISOString(), order, lastSequence, step: 'new' };
    this.#record.data.slips[order.id] = slip;
    if (order.state === 'accepted' || order.state === 'partially_shipped') {
      slip.step = 'packing';
      slip.shipAt = new Date(Date.now() + this.#options.shipAfterMs).toISOString();
      return;
    }
    const decision = decide(order, this.mode);
    if (decision.kind === 'accept') Object.assign(slip, { step: 'accepting', accept: decision.request });
    if (decision.kind === 'reject') Object.assign(slip, { step: 'rejecting', reason: decision.reason });
  }

  /** The tracking number is written down before anybody is told of it: telling it twice is telling of one parcel. */
  #beginShipping(slip: PackingSlip): void {
    const trackingNumber = trackingNumberOf(this.#options.slug, slip.id, slip.order.shipments.length + 1);
    slip.parcel ??= {
      carrier: 'Parcel Express',
      trackingNumber,
      trackingUrl: `https://parcel.example/track/${trackingNumber}`,
    };
    slip.step = 'shipping';
    delete slip.shipAt;
  }

  /** Does everything that is due and sets the clock for what comes next. */
  #look(): void {
    if (!this.#isOpen) return;
    clearTimeout(this.#timer);
    let next = LONGEST_WAIT_MS;
    for (const slip of this.slips) {
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
      await this.#record.save();
      await this.#call(slip);
      delete slip.trouble;
      this.#busy.delete(slip.id);
    } catch (error) {
      slip.trouble = (error as Error).message;
      this.#options.log(`${slip.id}: ${slip.trouble}`);
      if (error instanceof PartnerApiError && isRefusal(error)) await this.#learn(slip, error);
      // Not busy again only after a pause, so that a service that is away is not asked in a circle.
      setTimeout(() => (this.#busy.delete(slip.id), this.#look()), this.#options.againAfterMs ?? 3_000).unref();
    }
    await this.#record.save().catch((error: unknown) => this.#options.log(String(error)));
    this.#look();
  }

  async #call(slip: PackingSlip): Promise<void> {
    if (slip.step === 'accepting') {
      slip.order = await this.#sidestall.accept(slip.id, slip.accept ?? {});
      slip.step = 'packing';
      slip.shipAt = new Date(Date.now() + this.#options.shipAfterMs).toISOString();
    } else if (slip.step === 'rejecting') {
      slip.order = await this.#sidestall.reject(slip.id, { reason: slip.reason ?? 'other' });
      slip.step = 'rejected';
    } else if (slip.step === 'shipping') {
      const shipment = await this.#sidestall.ship(slip.id, slip.parcel!);
      slip.shipmentId = shipment.id;
      slip.step = 'shipped';
      slip.order = await this.#sidestall.get(slip.id).catch(() => slip.order);
    }
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
          if (!this.#record.data.slips[order.id]) this.#add(order, 0);
        }
      }
      await this.#record.save();
      this.#look();
    } catch (error) {
      this.#options.log(`Could not ask for what was missed, asking again soon: ${(error as Error).message}`);
      setTimeout(() => this.#isOpen && void this.#catchUp(), CATCH_UP_AGAIN_MS).unref();
    }
  }
}

/** A no, and not merely "later": the service is busy, away, or still at work on the same request. */
function isRefusal(error: PartnerApiError): boolean {
  return error.status < 500 && error.status !== 429 && error.code !== 'IDEMPOTENCY.IN_FLIGHT';
}
