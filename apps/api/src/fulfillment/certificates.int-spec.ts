import { randomUUID, createPublicKey, verify } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CertificateWire, Problem, PromiseKeys } from '@sidestall/contracts';
import { nodeReceiver } from '@sidestall/partner-sdk/node';
import { freePort } from '@sidestall/testing';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

let house: TestHouse;
let port: number;
let server: Server | null = null;

beforeAll(async () => {
  port = await freePort();
  house = await TestHouse.open({ privateHosts: [`127.0.0.1:${port}`] });
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});
afterAll(() => house.close());

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks?tenant=7`;
}

const call = <T>(method: 'GET' | 'POST', route: string, body?: unknown, key: 'northwind' | 'harbor' = 'northwind') =>
  house.call<T>(method, route, {
    headers: {
      authorization: `Bearer ${RETAILER_KEYS[key]}`,
      ...(body !== undefined && { 'idempotency-key': randomUUID() }),
    },
    ...(body !== undefined && { body }),
  });

/** Begins an examination of the receiver at this address and waits for its end; the test's own limit is the deadline. */
async function examined(url: string, secret = SECRET): Promise<CertificateWire> {
  const begun = await call<CertificateWire>('POST', '/v1/partner/certificates', { url, secret });
  expect(begun.status).toBe(202);
  expect(begun.body).toMatchObject({ state: 'running', checks: [], seal: null });
  for (;;) {
    const { body } = await call<CertificateWire>('GET', `/v1/partner/certificates/${begun.body.id}`);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const failed = (certificate: CertificateWire): string[] =>
  certificate.checks.filter((check) => check.outcome === 'failed').map((check) => check.name);

/** As a retailer does it that says what it acts on: from where the work is done. */
const act = (probe: unknown) => call('POST', `/v1/partner/certificates/probes/${String(probe)}`, {});

type Data = { readonly probe?: string | null; readonly sequence?: number };
/** The receiver that anybody gets who follows the README. */
const rightReceiver = (work: (data: Data) => Promise<unknown> | void): RequestListener =>
  nodeReceiver({
    secret: SECRET,
    on: { 'endpoint.test': ({ data }: { data: Data }) => void (data.probe && work(data)) } as never,
  });

describe('the examination of a receiver', () => {
  it('passes one that follows the README, and seals a report that anybody can check', async () => {
    const acted: unknown[] = [];
    const url = await listen(
      rightReceiver(async ({ probe }) => {
        acted.push(probe);
        await act(probe);
      }),
    );
    const certificate = await examined(url);
    expect(failed(certificate)).toEqual([]);
    expect(certificate).toMatchObject({ state: 'passed', retailer: 'Northwind Warehouse' });
    expect(certificate.url).toBe(`http://127.0.0.1:${port}/webhooks`);
    expect(certificate.checks.length).toBeGreaterThan(20);
    expect(certificate.checks.find((check) => check.name === 'acts_once')).toMatchObject({ outcome: 'passed' });
    expect(acted).toHaveLength(3);

    const open = await house.call<CertificateWire>('GET', `/v1/certificates/${certificate.id}`);
    const { content, signature, publicKey } = open.body.seal!;
    expect(JSON.parse(content)).toMatchObject({
      certificate: certificate.id,
      verdict: 'passed',
      checks: open.body.checks,
    });
    const isGenuine = (text: string) =>
      verify(null, Buffer.from(text), createPublicKey(publicKey), Buffer.from(signature, 'base64url'));
    expect(isGenuine(content)).toBe(true);
    expect(isGenuine(content.replace('passed', 'failed'))).toBe(false);
    const { keys } = (await house.call<PromiseKeys>('GET', '/v1/promise-keys')).body;
    expect(keys.map((key) => key.publicKey)).toContain(publicKey);

    const page = await (await fetch(`${house.url}/v1/certificates/${certificate.id}/page`)).text();
    expect(page).toContain('Northwind Warehouse');
    expect(page).toContain('Refuses what was signed with another secret');
  });

  it('says of a receiver that believes everything which lines are wrong', async () => {
    const url = await listen((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(200).end());
    });
    const certificate = await examined(url);
    expect(certificate.state).toBe('failed');
    expect(failed(certificate)).toEqual([
      'no_signature',
      'empty_signature',
      'forged',
      'altered_body',
      'altered_id',
      'old_version',
      'huge_signature',
      'old',
      'early',
      'timestamp_with_letters',
      'endless',
      'empty',
      'not_json',
    ]);
    expect(certificate.checks.find((check) => check.name === 'acts_once')).toMatchObject({ outcome: 'not_shown' });
  });

  it('finds out one that acts before it has looked at the id, or on what it refuses', async () => {
    const right = rightReceiver(() => undefined);
    const url = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const probe = /prb_[0-9a-z]{26}/.exec(body.toString())?.[0];
        const done = probe === undefined ? Promise.resolve() : act(probe);
        void done.then(() => right(Object.assign(request, { body }), response));
      });
    });
    const certificate = await examined(url);
    expect(failed(certificate)).toEqual(['acts_once']);
    const { said } = certificate.checks.find((check) => check.name === 'acts_once')!;
    expect(said).toContain('repeated: acted 3 times instead of 1');
    expect(said).toContain('forged: acted 1 times instead of 0');
  });

  it('goes no further when a right message is not accepted, and says why', async () => {
    const url = await listen(rightReceiver(() => undefined));
    const other = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    const certificate = await examined(url, other);
    expect(certificate.state).toBe('failed');
    expect(certificate.checks[0]).toMatchObject({ name: 'signed', outcome: 'failed', statuses: [401] });
    expect(certificate.checks[0]!.said).toContain('secret of this endpoint');
    expect(certificate.checks.slice(1).every((check) => check.statuses.length === 0)).toBe(true);
  });

  it('S8: forgets the secret it was given when it is over', async () => {
    const certificate = await examined(await listen(rightReceiver(() => undefined)));
    const [row] = await house.database.rows<{ sealed_secrets: string[]; all: string }>(
      `SELECT sealed_secrets, c::text AS all FROM fulfillment.certificate c WHERE id = $1`,
      [certificate.id],
    );
    expect(row!.sealed_secrets).toEqual([]);
    expect(row!.all).not.toContain(SECRET.slice(6));
  });

  it.each([
    ['http://169.254.169.254/latest', SECRET],
    ['http://127.0.0.1:1/', SECRET],
    ['https://user:pass@retailer.example/', SECRET],
    ['https://retailer.example:22/', SECRET],
    ['https://retailer.example/', 'whsec_short'],
  ])('H10: is not begun against %s with %s', async (url, secret) => {
    const answer = await call<Problem>('POST', '/v1/partner/certificates', { url, secret });
    expect(answer).toMatchObject({ status: 422, body: { code: 'FULFILLMENT.CERTIFICATE_TARGET' } });
  });

  it('asks for url and secret together, and for an endpoint when there is neither', async () => {
    const half = await call<Problem>('POST', '/v1/partner/certificates', { url: 'https://retailer.example/' });
    expect(half.status).toBe(400);
    const none = await call<Problem>('POST', '/v1/partner/certificates', {});
    expect(none).toMatchObject({ status: 422, body: { code: 'FULFILLMENT.CERTIFICATE_TARGET' } });
  });

  it('C6: keeps examinations and probes of one retailer from another', async () => {
    const url = await listen(rightReceiver(() => undefined));
    const { id } = await examined(url);
    expect((await call('GET', `/v1/partner/certificates/${id}`, undefined, 'harbor')).status).toBe(404);
    const [probe] = await house.database.rows<{ id: string }>(
      `SELECT id FROM fulfillment.certificate_probe WHERE certificate_id = $1 LIMIT 1`,
      [id],
    );
    expect((await call('POST', `/v1/partner/certificates/probes/${probe!.id}`, {}, 'harbor')).status).toBe(404);
    const mine = await call<{ certificates: CertificateWire[] }>('GET', '/v1/partner/certificates');
    expect(mine.body.certificates[0]!.id).toBe(id);
  });

  it('runs once at a time for each retailer', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const url = await listen(rightReceiver(() => gate));
    const begun = await call<CertificateWire>('POST', '/v1/partner/certificates', { url, secret: SECRET });
    const second = await call<Problem>('POST', '/v1/partner/certificates', { url, secret: SECRET });
    expect(second).toMatchObject({ status: 409, body: { code: 'FULFILLMENT.CERTIFICATE_RUNNING' } });
    release();
    for (;;) {
      const { body } = await call<CertificateWire>('GET', `/v1/partner/certificates/${begun.body.id}`);
      if (body.state !== 'running') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});
