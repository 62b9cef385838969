import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  newId,
  type BrandId,
  type Id,
  type OrderId,
  type OrderLineId,
  type RetailerId,
  type StreamId,
  type VariantId,
} from '@sidestall/kernel';
import { freshDatabase, type TestDatabase } from '@sidestall/testing';
import { EngineModule } from '../engine.module.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import { engineEnv, toEngineConfig } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { makeLogger } from '../platform/logger.ts';
import { migrate } from '../platform/migrate.ts';
import type { FulfillmentOrderRecord } from './fulfillment-order.ts';
import { FulfillmentOrderStore } from './fulfillment-order.store.ts';
import { RegisterRetailer, type RetailerRegistration } from './register-retailer.ts';
import { RouteOrder } from './route-order.ts';

/** What a retailer's server was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A retailer's web server: real sockets, answers as the test says. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (response: ServerResponse, received: Received) => void = (response) => response.writeHead(200).end('{}');
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = { headers: request.headers, body: Buffer.concat(chunks).toString() };
        this.received.push(received);
        this.answer(response, received);
      });
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.port;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/webhooks`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

@Module({})
class TradeModule {}

/** An engine without its worker, on a database of its own, with words for orders, shelves and retailers. */
export class TestTrade {
  private constructor(
    readonly engine: INestApplicationContext,
    readonly database: Database,
    readonly receiver: Receiver,
    private readonly test: TestDatabase,
  ) {}

  static async open(): Promise<TestTrade> {
    const test = await freshDatabase(migrate);
    const receiver = new Receiver();
    const port = await receiver.listen();
    const config = toEngineConfig(
      engineEnv.parse({
        DATABASE_URL: test.url,
        STRIPE_SECRET_KEY: 'sk_test_x',
        STRIPE_PUBLISHABLE_KEY: 'pk_test_x',
        STRIPE_WEBHOOK_SECRET: 'whsec_test',
        APP_SECRET: 'a-secret-for-tests-of-thirty-two-letters',
        WEBHOOK_PRIVATE_HOSTS: `127.0.0.1:${port}`,
      }),
    );
    const engine = await NestFactory.createApplicationContext(
      { module: TradeModule, imports: [EngineModule.register(config, makeLogger('test', 'silent'))] },
      { logger: false, abortOnError: false },
    );
    return new TestTrade(engine, engine.get(Database), receiver, test);
  }

  async close(): Promise<void> {
    await this.receiver.close();
    await this.engine.close();
    await this.test.drop();
  }

  get<T>(token: new (...args: never[]) => T): T {
    return this.engine.get(token, { strict: false });
  }

  /** Empties the trade, so that each test has its own retailers and orders. */
  async clear(): Promise<void> {
    this.receiver.received.length = 0;
    this.receiver.answer = (response) => response.writeHead(200).end('{}');
    const tables = await this.database.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('fulfillment', 'ordering', 'inventory') OR (schemaname, tablename) = ('platform', 'outbox')`,
    );
    await this.database.rows(`TRUNCATE ${tables.map((table) => table.name).join(', ')}`);
  }

  async retailer(more: Partial<RetailerRegistration> = {}): Promise<RetailerId> {
    const slug = more.slug ?? `retailer-${randomBytes(3).toString('hex')}`;
    return await this.get(RegisterRetailer).execute({
      slug,
      name: slug,
      priority: 1,
      shipsFrom: 'DE',
      shipsTo: ['DE'],
      endpointUrl: null,
      apiKey: `sk_test_${randomBytes(16).toString('hex')}`,
      webhookSecret: newSecret(),
      ...more,
    });
  }

  async shelf(stock: Record<RetailerId, number>, variantId: VariantId = newId('var')): Promise<VariantId> {
    const counts = Object.entries(stock).map(([retailerId, onHand]) => ({
      retailerId: retailerId as RetailerId,
      variantId,
      onHand,
    }));
    await this.database.transaction((tx) => this.get(InventoryService).setStock(tx, counts));
    return variantId;
  }

  /** An order whose money is set aside and whose units are reserved. */
  async order(
    lines: { variantId: VariantId; quantity: number; brandId?: BrandId }[],
    country = 'DE',
    showId: StreamId | null = null,
  ): Promise<OrderId> {
    const orderId = newId('ord');
    const address = { name: 'Ana Lima', line1: 'Lange Straße 1', city: 'Leipzig', postalCode: '04103', country };
    await this.database.transaction(async (tx) => {
      await tx.rows(
        `INSERT INTO ordering."order" (id, number, quote_id, state, email, shipping_address, country, currency, subtotal_minor,
                shipping_minor, tax_minor, is_tax_included, total_minor, stream_id)
         VALUES ($1, $2, $3, 'authorized', 'ana@example.com', $4, $5, 'EUR', 1000, 0, 0, true, 1000, $6)`,
        [orderId, orderId.slice(-8), newId('quo'), JSON.stringify(address), country, showId],
      );
      for (const [position, line] of lines.entries()) {
        await tx.rows(
          `INSERT INTO ordering.order_line (id, order_id, position, listing_id, variant_id, product_id, brand_id, brand_name,
                  sku, title, grams, unit_price_minor, quantity, unrouted)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 'Clay', 'SKU-1', 'Bowl — Füße', 300, 1900, $8, $8)`,
          [
            newId('oln'),
            orderId,
            position,
            newId('lst'),
            line.variantId,
            newId('prd'),
            line.brandId ?? newId('brd'),
            line.quantity,
          ],
        );
      }
      const inventory = this.get(InventoryService);
      const held = await inventory.hold(tx, orderId, lines, 600);
      if (!held.ok) throw new Error('The test orders more than there is');
      await inventory.reserve(tx, [orderId]);
    });
    return orderId;
  }

  async route(orderId: OrderId): Promise<FulfillmentOrderRecord[]> {
    await this.get(RouteOrder).execute(orderId);
    return await this.requestsOf(orderId);
  }

  async requestsOf(orderId: OrderId): Promise<FulfillmentOrderRecord[]> {
    return await this.get(FulfillmentOrderStore).ofOrder(this.database, orderId);
  }

  /** Where the units of the order are now, summed over its lines. */
  async units(orderId: OrderId) {
    return await this.database.one<Record<'unrouted' | 'requested' | 'accepted' | 'shipped' | 'canceled', number>>(
      `SELECT sum(unrouted) AS unrouted, sum(requested) AS requested, sum(accepted) AS accepted, sum(shipped) AS shipped,
              sum(canceled) AS canceled FROM ordering.order_line WHERE order_id = $1`,
      [orderId],
    );
  }

  async linesOf(orderId: OrderId): Promise<{ id: OrderLineId; variantId: VariantId }[]> {
    return await this.database.rows(
      `SELECT id, variant_id AS "variantId" FROM ordering.order_line WHERE order_id = $1 ORDER BY position`,
      [orderId],
    );
  }

  async stock(variantId: VariantId, retailerId: RetailerId) {
    return await this.database.one<{ on_hand: number; allocated: number }>(
      `SELECT on_hand, allocated FROM inventory.stock WHERE variant_id = $1 AND retailer_id = $2`,
      [variantId, retailerId],
    );
  }

  /** Jobs that wait, by name, with what they are about. */
  async jobs(name: string): Promise<Record<string, string>[]> {
    const rows = await this.database.rows<{ payload: Record<string, string> }>(
      `SELECT payload FROM platform.outbox WHERE kind = 'job' AND state = 'pending' AND name = $1 ORDER BY id`,
      [name],
    );
    return rows.map((row) => row.payload);
  }

  async deliveries(fulfillmentOrderId: string) {
    return await this.database.rows<{
      id: Id<'dlv'>;
      state: string;
      type: string;
      reason: string | null;
      attempts: number;
      sequence: number;
    }>(
      `SELECT id, state, type, reason, attempts, sequence FROM fulfillment.delivery WHERE fulfillment_order_id = $1 ORDER BY sequence`,
      [fulfillmentOrderId],
    );
  }
}
