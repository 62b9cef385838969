import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { PartnerMessage } from '@sidestall/contracts';
import { Webhook } from 'standardwebhooks';

/** What its desk does with what it is asked for. */
export type Mood = 'accept' | 'reject' | 'silent';

/** How its server answers: with what it should, with an error, or not at all. */
export type Door = 'open' | 'broken' | 'hanging';

/** One message as it came, however often. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly fulfillmentOrderId: string;
  readonly bodies: Set<string>;
  times: number;
}

interface Options {
  readonly name: string;
  readonly port: number;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly secrets: readonly string[];
}

const CALL_SECONDS = 10;

/** A key for a partner's calls. */
export const newApiKey = (): string => `sk_${randomBytes(24).toString('base64url')}`;

/** A secret that signs messages to a partner. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** A retailer made for bad days: it keeps everything it hears and does each thing once, as a careful one would. */
export class FakePartner {
  readonly heard = new Map<string, Heard>();
  /** In the order they came, repeats left out: what a retailer would act on. */
  readonly order: Heard[] = [];
  /** What the API said no to, by fulfillment order and act. */
  readonly refusals = new Map<string, string>();
  /** Requests whose signature no secret fits. */
  forged = 0;
  mood: Mood = 'accept';
  door: Door = 'open';
  secrets: readonly string[];
  #isOpen = true;
  readonly #working = new Set<Promise<void>>();
  readonly #hanging = new Set<ServerResponse>();
  readonly #server: Server;

  private constructor(private readonly options: Options) {
    this.secrets = options.secrets;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(options: Options): Promise<FakePartner> {
    const partner = new FakePartner(options);
    await new Promise<void>((resolve) => partner.#server.listen(options.port, resolve));
    return partner;
  }

  get name(): string {
    return this.options.name;
  }

  get port(): number {
    return this.options.port;
  }

  get apiKey(): string {
    return this.options.apiKey;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    for (const response of this.#hanging) response.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await Promise.all(this.#working);
  }

  /** Answers everybody it has kept waiting. */
  letGo(): void {
    this.door = 'open';
    for (const response of this.#hanging) response.writeHead(503).end();
    this.#hanging.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString();
    if (this.door === 'hanging') return void this.#hanging.add(response);
    if (this.door === 'broken') return void response.writeHead(500).end();
    if (!this.#isSigned(request, body)) {
      this.forged += 1;
      return void response.writeHead(401).end();
    }
    const isNew = this.#note(String(request.headers['webhook-id']), body);
    response.writeHead(204).end();
    if (isNew) this.#begin(JSON.parse(body) as PartnerMessage);
  }

  #isSigned(request: IncomingMessage, body: string): boolean {
    return this.secrets.some((secret) => {
      try {
        new Webhook(secret).verify(body, request.headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    });
  }

  #note(id: string, body: string): boolean {
    const known = this.heard.get(id);
    if (known) {
      known.times += 1;
      known.bodies.add(body);
      return false;
    }
    const { type, data } = JSON.parse(body) as PartnerMessage;
    const heard: Heard = {
      id,
      type,
      sequence: data.sequence,
      fulfillmentOrderId: data.fulfillmentOrder.id,
      bodies: new Set([body]),
      times: 1,
    };
    this.heard.set(id, heard);
    this.order.push(heard);
    return true;
  }

  #begin(message: PartnerMessage): void {
    const work = this.#act(message).then(() => void this.#working.delete(work));
    this.#working.add(work);
  }

  async #act({ type, data }: PartnerMessage): Promise<void> {
    const { id, addressVersion } = data.fulfillmentOrder;
    // A call that was refused before may be right by now: each message has keys of its own.
    const round = data.sequence;
    if (type === 'fulfillment_order.requested') {
      if (this.mood === 'accept') await this.#serve(id, round);
      if (this.mood === 'reject') await this.#insist(id, 'reject', { reason: 'capacity' }, round);
    }
    if (type === 'fulfillment_order.address_changed') {
      await this.#insist(id, 'address', { addressVersion }, round);
      await this.#ship(id, round);
    }
    if (type === 'fulfillment_order.released') await this.#serve(id, round);
    if (type === 'fulfillment_order.cancellation_requested') {
      await this.#insist(id, 'cancellation', { accept: true }, round);
    }
  }

  async #serve(id: string, round: number): Promise<void> {
    await this.#insist(id, 'accept', {}, round);
    await this.#ship(id, round);
  }

  async #ship(id: string, round: number): Promise<void> {
    const parcel = { carrier: 'Parcel Express', trackingNumber: `${this.name}-${id}` };
    await this.#insist(id, 'shipments', parcel, round);
  }

  /** Calls until there is an answer that is one; the same key says that it is the same call. */
  async #insist(id: string, act: string, body: unknown, round: number): Promise<void> {
    while (this.#isOpen) {
      const said = await this.#call(id, act, body, `${act}-${id}-${round}`);
      if (said === 'done') return;
      if (said !== 'again') return void this.refusals.set(`${id} ${act}`, said);
      await pause(250);
    }
  }

  async #call(id: string, act: string, body: unknown, key: string): Promise<string> {
    try {
      const response = await fetch(`${this.options.apiUrl}/v1/partner/fulfillment-orders/${id}/${act}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.options.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_SECONDS * 1_000),
      });
      const text = await response.text();
      if (response.ok) return 'done';
      const { code } = JSON.parse(text) as { code?: string };
      return response.status >= 500 || response.status === 429 || code === 'IDEMPOTENCY.IN_FLIGHT'
        ? 'again'
        : (code ?? String(response.status));
    } catch {
      return 'again';
    }
  }
}
