import { createPublicKey, verify } from 'node:crypto';
import type { Id, RetailerId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { Webhook } from 'standardwebhooks';
import { newSecret, TestTrade } from '../fulfillment.fixture.ts';
import { TEST_TLS } from '../transport/test-tls.fixture.ts';
import { CreateEndpoint } from './create-endpoint.ts';
import { DeleteEndpoint } from './delete-endpoint.ts';
import { DeliveryClaims } from './delivery-claims.ts';
import { DeliveryDispatcher } from './delivery-dispatcher.ts';
import { DeliveryLog } from './delivery-log.ts';
import { EndpointHealth } from './endpoint-health.ts';
import { EndpointReader } from './endpoint-reader.ts';
import type { EndpointSettings } from './endpoint.ts';
import { EndpointStore } from './endpoint.store.ts';
import { PauseEndpoint } from './pause-endpoint.ts';
import { ReplayDeliveries, ReplayDeliveriesHandler } from './replay-deliveries.ts';
import { ResumeEndpoint } from './resume-endpoint.ts';
import { RotateSecret } from './rotate-secret.ts';
import { SendTestEvent } from './send-test-event.ts';
import { UpdateEndpoint } from './update-endpoint.ts';
import { VerifyEndpoint } from './verify-endpoint.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const must = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

const deliver = () => trade.get(DeliveryDispatcher).deliverDue();

/** A retailer with an endpoint made by itself, verified unless said otherwise. */
async function anEndpoint(settings: Partial<EndpointSettings> = {}, isVerified = true) {
  const retailerId = await trade.retailer();
  const created = must(await trade.get(CreateEndpoint).execute(retailerId, { url: trade.receiver.url, ...settings }));
  const ref = { retailerId, endpointId: created.endpoint.id };
  if (isVerified) must(await trade.get(VerifyEndpoint).execute(ref));
  trade.receiver.received.length = 0;
  return { ref, secret: created.secret, endpoint: created.endpoint };
}

/** So many requests to this retailer, each written down as a message. */
async function requests(retailerId: RetailerId, count = 1) {
  const variantId = await trade.shelf({ [retailerId]: count });
  for (let n = 0; n < count; n++) await trade.route(await trade.order([{ variantId, quantity: 1 }]));
}

const states = async () =>
  (
    await trade.database.rows<{ state: string }>(
      `SELECT state FROM fulfillment.delivery WHERE type <> 'endpoint.test' ORDER BY id`,
    )
  ).map((row) => row.state);

const verifies = (secret: string) =>
  trade.receiver.received.map(({ headers, body }) => {
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  });

describe('a new endpoint', () => {
  it('hears nothing until it answered a signed test event with 2xx, and then what happened meanwhile', async () => {
    const { ref, secret, endpoint } = await anEndpoint({}, false);
    expect(endpoint.state).toBe('verifying');
    await requests(ref.retailerId).catch(() => undefined);
    trade.receiver.answer = (response) => response.writeHead(500).end('not yet');
    const refused = must(await trade.get(VerifyEndpoint).execute(ref));
    expect(refused).toMatchObject({
      endpoint: { state: 'verifying' },
      test: { isWell: false, status: 500, responseBody: 'not yet' },
    });
    trade.receiver.answer = (response) => response.writeHead(204).end();
    const verified = must(await trade.get(VerifyEndpoint).execute(ref));
    expect(verified).toMatchObject({
      endpoint: { state: 'active', verifiedAt: expect.any(Date) },
      test: { isWell: true },
    });
    expect(verifies(secret)).toEqual([true, true]);
    expect(JSON.parse(trade.receiver.received[0]!.body)).toMatchObject({
      type: 'endpoint.test',
      data: { endpointId: ref.endpointId },
    });
  });

  it('is refused when it leads where nobody may be called, or its headers say what is ours to say', async () => {
    const retailerId = await trade.retailer();
    const attempt = async (settings: EndpointSettings) => {
      const result = await trade.get(CreateEndpoint).execute(retailerId, settings);
      return result.ok ? null : result.error.fields?.[0]?.path;
    };
    expect(await attempt({ url: 'https://127.0.0.1/x' })).toBe('url');
    expect(await attempt({ url: 'http://shop.example/x' })).toBe('url');
    const { url } = trade.receiver;
    expect(await attempt({ url, headers: { 'webhook-id': 'mine' } })).toBe('headers');
    expect(await attempt({ url, headers: { 'x-a': 'one\r\nx-b: two' } })).toBe('headers');
    expect(await attempt({ url, tls: { clientCert: 'nonsense', clientKey: 'nonsense' } })).toBe('tls');
    expect(await attempt({ url, tls: { clientCert: TEST_TLS.weak.cert, clientKey: TEST_TLS.weak.key } })).toBe('tls');
    expect(
      await attempt({ url, tls: { clientCert: TEST_TLS.client.cert, clientKey: TEST_TLS.client.key } }),
    ).toBeNull();
    expect(await attempt({ url, ratePerSecond: 0 })).toBe('ratePerSecond');
    expect(await attempt({ url, headers: { 'x-tenant': 'clay' } })).toBeNull();
  });

  it('is not the eleventh', async () => {
    const retailerId = await trade.retailer();
    const { url } = trade.receiver;
    for (let n = 0; n < 10; n++) must(await trade.get(CreateEndpoint).execute(retailerId, { url }));
    expect(await trade.get(CreateEndpoint).execute(retailerId, { url })).toMatchObject({
      error: { code: 'FULFILLMENT.ENDPOINT_LIMIT' },
    });
  });

  it('belongs to its retailer alone', async () => {
    const { ref } = await anEndpoint();
    const stranger = { ...ref, retailerId: await trade.retailer() };
    expect(await trade.get(EndpointReader).one(stranger)).toBeNull();
    for (const door of [UpdateEndpoint, VerifyEndpoint, DeleteEndpoint, SendTestEvent, RotateSecret]) {
      const result = await trade
        .get<{ execute(ref: unknown, more: object): Promise<unknown> }>(door)
        .execute(stranger, {});
      expect(result).toMatchObject({ ok: false, error: { code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' } });
    }
  });
});

describe('settings of an endpoint', () => {
  it('H13: an address and a secret that change between two attempts are those of the next', async () => {
    const { ref, secret } = await anEndpoint();
    await requests(ref.retailerId);
    trade.receiver.answer = (response) => response.writeHead(500).end();
    await deliver();
    await trade.database.rows(`UPDATE fulfillment.endpoint SET held_until = now() + interval '10 minutes'`);
    must(await trade.get(UpdateEndpoint).execute(ref, { url: `${trade.receiver.url}/new` }));
    const rotated = must(await trade.get(RotateSecret).execute(ref, { overlapSeconds: 0 }));
    trade.receiver.answer = (response) => response.writeHead(200).end();
    await trade.database.rows(`UPDATE fulfillment.delivery SET next_at = now() WHERE state = 'pending'`);
    expect(await deliver()).toBe(1);
    expect(verifies(secret)).toEqual([true, false]);
    expect(verifies(rotated.secret)).toEqual([false, true]);
    const log = await trade.get(DeliveryLog).page(ref.retailerId, { endpointId: ref.endpointId, limit: 1 });
    expect(log[0]!.attemptLog.map((attempt) => attempt.url)).toEqual([trade.receiver.url, `${trade.receiver.url}/new`]);
  });

  it('sends static headers with every message, and shows their names only', async () => {
    const { ref } = await anEndpoint({ headers: { 'x-tenant': 'clay-7' } });
    await requests(ref.retailerId);
    await deliver();
    expect(trade.receiver.received[0]!.headers['x-tenant']).toBe('clay-7');
    expect((await trade.get(EndpointReader).one(ref))!.headerNames).toEqual(['x-tenant']);
    const kept = await trade.database.rows(`SELECT to_jsonb(e) AS row FROM fulfillment.endpoint e`);
    expect(JSON.stringify(kept)).not.toContain('clay-7');
  });

  it('say nothing of the buyer in the thin form', async () => {
    const { ref } = await anEndpoint({ format: 'thin' });
    await requests(ref.retailerId);
    await deliver();
    const { data } = JSON.parse(trade.receiver.received[0]!.body) as { data: object };
    expect(data).toEqual({ sequence: 1, fulfillmentOrder: { id: expect.any(String), state: 'requested', version: 1 } });
  });

  it('choose what is heard: other types are not sent', async () => {
    const { ref } = await anEndpoint({ eventTypes: ['fulfillment_order.canceled'] });
    await requests(ref.retailerId);
    expect(await deliver()).toBe(0);
  });
});

describe('secrets', () => {
  it('S4: rotated under load, every message verifies with the old or the new; rotated twice, with all three', async () => {
    const { ref, secret } = await anEndpoint({ ratePerSecond: 1_000, concurrency: 3 });
    await requests(ref.retailerId, 12);
    const rotations: string[] = [secret];
    trade.receiver.answer = (response) => response.writeHead(200).end();
    const delivering = (async () => {
      // A look that meets a rotation passes the endpoint over; the next one finds it.
      while (trade.receiver.received.length < 12) await deliver();
    })();
    for (let n = 0; n < 2; n++) rotations.push(must(await trade.get(RotateSecret).execute(ref)).secret);
    await delivering;
    expect(trade.receiver.received).toHaveLength(12);
    expect(verifies(secret)).not.toContain(false);
    const after = rotations.map((one) => verifies(one).at(-1));
    expect(after[0]).toBe(true);
    expect((await trade.get(EndpointReader).one(ref))!.secrets).toHaveLength(3);
    expect(await trade.get(RotateSecret).execute(ref)).toMatchObject({ error: { code: 'FULFILLMENT.SECRET_LIMIT' } });
  });

  it('S4: one that is compromised signs nothing more, at once', async () => {
    const { ref, secret } = await anEndpoint();
    const first = must(await trade.get(RotateSecret).execute(ref));
    const second = must(await trade.get(RotateSecret).execute(ref, { isCompromised: true }));
    await requests(ref.retailerId);
    await deliver();
    expect([verifies(secret), verifies(first.secret), verifies(second.secret)]).toEqual([[false], [false], [true]]);
    expect(second.endpoint.secrets).toHaveLength(1);
  });

  it('that never leave the house sign so that a public key verifies, beside a shared one while they take over', async () => {
    const { ref, secret } = await anEndpoint();
    const rotated = must(await trade.get(RotateSecret).execute(ref, { signature: 'v1a' }));
    expect(rotated.secret).toMatch(/^whpk_/);
    expect(rotated.endpoint.secrets[0]!.hint).toBe(rotated.secret);
    await requests(ref.retailerId);
    await deliver();
    const [{ headers, body }] = trade.receiver.received as [{ headers: Record<string, string>; body: string }];
    const [newest, older] = headers['webhook-signature']!.split(' ');
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(rotated.secret.slice(5), 'base64').toString('base64url') },
      format: 'jwk',
    });
    const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
    expect(verify(null, content, key, Buffer.from(newest!.slice('v1a,'.length), 'base64'))).toBe(true);
    expect(older).toMatch(/^v1,/);
    expect(verifies(secret)).toEqual([true]);
    // The next one is of the same kind unless asked otherwise.
    expect(must(await trade.get(RotateSecret).execute(ref)).secret).toMatch(/^whpk_/);
    const kept = await trade.database.rows(`SELECT to_jsonb(s) AS row FROM fulfillment.endpoint_secret s`);
    expect(JSON.stringify(kept)).not.toContain('whsk_');
  });

  it('overlap for seven days at most, and are kept sealed', async () => {
    const { ref, secret } = await anEndpoint();
    expect(await trade.get(RotateSecret).execute(ref, { overlapSeconds: 8 * 86_400 })).toMatchObject({ ok: false });
    const kept = await trade.database.rows(`SELECT to_jsonb(s) AS row FROM fulfillment.endpoint_secret s`);
    expect(JSON.stringify(kept)).not.toContain(secret.slice(6, 30));
  });
});

describe('an endpoint that is stopped', () => {
  it('is held by the operator until the operator says so, and then hears everything', async () => {
    const { ref } = await anEndpoint();
    await requests(ref.retailerId);
    must(await trade.get(PauseEndpoint).execute(ref, 'operator'));
    expect(await deliver()).toBe(0);
    expect(await states()).toEqual(['held']);
    expect(await trade.get(VerifyEndpoint).execute(ref)).toMatchObject({ ok: false });
    expect(await trade.get(EndpointHealth).of(trade.database, [ref.retailerId])).toEqual(
      new Map([[ref.retailerId, { hasEndpoint: true, isReachable: false, reason: 'disabled' }]]),
    );
    must(await trade.get(ResumeEndpoint).execute(ref));
    expect(await deliver()).toBe(1);
  });

  it('of a registration is known by the last letters of its secret', async () => {
    const secret = newSecret();
    const retailerId = await trade.retailer({ endpointUrl: trade.receiver.url, webhookSecret: secret });
    const [endpoint] = await trade.get(EndpointStore).list(trade.database, retailerId);
    expect(endpoint!.secrets.map(({ hint }) => hint)).toEqual([`…${secret.slice(-5)}`]);
  });

  it('by its retailer is not waited for, and is back when it was verified', async () => {
    const { ref } = await anEndpoint();
    await requests(ref.retailerId);
    must(await trade.get(PauseEndpoint).execute(ref, 'partner'));
    expect(await trade.jobs('fulfillment.abandon-fulfillment-order')).toHaveLength(1);
    expect(await trade.get(ResumeEndpoint).execute(ref)).toMatchObject({ ok: false });
    must(await trade.get(VerifyEndpoint).execute(ref));
    expect(await deliver()).toBe(1);
  });

  it('for good takes its secrets and what waited along', async () => {
    const { ref } = await anEndpoint();
    await requests(ref.retailerId);
    must(await trade.get(DeleteEndpoint).execute(ref));
    expect(await states()).toEqual(['canceled']);
    expect(await deliver()).toBe(0);
    expect(await trade.get(EndpointReader).list(ref.retailerId)).toEqual([]);
    expect(await trade.database.rows(`SELECT 1 FROM fulfillment.endpoint_secret`)).toEqual([]);
  });

  it('for good with a message in the air leaves nothing that waits for ever', async () => {
    const { ref } = await anEndpoint();
    await requests(ref.retailerId);
    let fail: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      trade.receiver.answer = (response) => {
        fail = () => void response.writeHead(500).end();
        resolve();
      };
    });
    const delivering = deliver();
    await arrived;
    must(await trade.get(DeleteEndpoint).execute(ref));
    fail!();
    await delivering;
    expect(await deliver()).toBe(0);
    expect(await trade.get(DeliveryClaims).dropOrphans()).toBe(1);
    expect(await trade.get(DeliveryClaims).dropOrphans()).toBe(0);
    expect(
      await trade.database.rows(
        `SELECT reason FROM fulfillment.delivery WHERE endpoint_id = $1 AND type = 'fulfillment_order.requested' AND state = 'canceled'`,
        [ref.endpointId],
      ),
    ).toEqual([{ reason: 'endpoint_deleted' }]);
  });

  it('is not missed while another of the retailer hears the request', async () => {
    const { ref } = await anEndpoint();
    const { url } = trade.receiver;
    const other = must(await trade.get(CreateEndpoint).execute(ref.retailerId, { url })).endpoint;
    must(await trade.get(VerifyEndpoint).execute({ ...ref, endpointId: other.id }));
    await requests(ref.retailerId);
    must(await trade.get(PauseEndpoint).execute(ref, 'partner'));
    expect(await trade.jobs('fulfillment.abandon-fulfillment-order')).toEqual([]);
    trade.receiver.received.length = 0;
    expect(await deliver()).toBe(1);
  });
});

describe('a replay', () => {
  const replayed = async (id: Id<'rpl'>) => {
    const handler = trade.get(ReplayDeliveriesHandler);
    while (await handler.handle({ replayId: id }));
    let sent = 0;
    for (let n; (n = await deliver()) > 0;) sent += n;
    return sent;
  };

  it('of one says the same again: same id, same body, a new moment', async () => {
    const { ref } = await anEndpoint();
    await requests(ref.retailerId);
    await deliver();
    const [logged] = await trade
      .get(DeliveryLog)
      .page(ref.retailerId, { type: 'fulfillment_order.requested', limit: 5 });
    expect(must(await trade.get(ReplayDeliveries).one(ref.retailerId, logged!.id))).toEqual({ was: 'succeeded' });
    expect(await deliver()).toBe(1);
    const [first, second] = trade.receiver.received;
    expect([second!.headers['webhook-id'], second!.body]).toEqual([first!.headers['webhook-id'], first!.body]);
    const whole = (await trade.get(DeliveryLog).one(ref.retailerId, logged!.id))!;
    expect(whole).toMatchObject({ trigger: 'replay', attempts: 2, state: 'succeeded', body: first!.body });
    expect(whole.attemptLog).toMatchObject([{ status: 200 }, { status: 200 }]);
    const stranger = await trade.retailer();
    expect(await trade.get(ReplayDeliveries).one(stranger, logged!.id)).toMatchObject({ ok: false });
    expect(await trade.get(DeliveryLog).one(stranger, logged!.id)).toBeNull();
  });

  it('of what is missing leaves out what arrived; one since an instant does not', async () => {
    const { ref } = await anEndpoint({ ratePerSecond: 1_000 });
    await requests(ref.retailerId, 3);
    await deliver();
    await trade.database.rows(
      `UPDATE fulfillment.delivery SET state = 'exhausted' WHERE id = (SELECT min(id) FROM fulfillment.delivery WHERE type <> 'endpoint.test')`,
    );
    const replays = trade.get(ReplayDeliveries);
    const missing = must(await replays.missing(ref));
    expect(await replayed(missing.id)).toBe(1);
    const all = must(await replays.since(ref, missing.createdAt));
    expect(await replayed(all.id)).toBe(0);
    const old = must(await replays.since(ref, (await trade.get(EndpointReader).one(ref))!.createdAt));
    expect(await replayed(old.id)).toBe(3);
    expect(await replays.find(ref, old.id)).toMatchObject({ replayed: 3, finishedAt: expect.any(Date) });
  });
});
