import { PartnerClient, type RejectReason } from '@sidestall/partner-sdk';
import { fastifyReceiver } from '@sidestall/partner-sdk/fastify';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { RetailerConfig } from './config.ts';
import { Connection } from './connection.ts';
import { BadWeather, FAULTS, MOST_MESSAGES } from './bad-weather.ts';
import { connectionPage } from './connection-page.ts';
import { PackingDesk } from './packing-desk.ts';
import { packingPage } from './packing-page.ts';
import type { LineQuantity } from './record.ts';
import { RecordFile, receipts } from './record-file.ts';
import { RETURN_BUTTONS, ReturnsDesk } from './returns-desk.ts';
import { returnsPage } from './returns-page.ts';
import { MODES, type Limits, type Mode } from './rules.ts';
import { StockRoom } from './stock-room.ts';
import { stockPage } from './stock-page.ts';
import { weatherPage } from './weather-page.ts';

const BUTTONS = ['accept', 'reject', 'ship'] as const;
const REASONS: readonly RejectReason[] = ['out_of_stock', 'capacity', 'undeliverable_destination', 'other'];

/** A page of another site must not press buttons here in somebody's browser. */
function isFromElsewhere(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  return typeof origin === 'string' && origin !== 'null' && new URL(origin).host !== host;
}

/** How many of each line somebody wrote into the form; undefined when the form has no such fields. */
function linesOf(body: Readonly<Record<string, string | undefined>> | undefined): LineQuantity[] | undefined {
  const lines = Object.entries(body ?? {})
    .filter(([name]) => name.startsWith('fln_'))
    .map(([lineId, text]) => ({ lineId, quantity: Number(text) }));
  return lines.length > 0 ? lines : undefined;
}

type Form = Readonly<Record<string, string | undefined>> | undefined;

/** What was counted: the fields that say something new, and the SKU that was added. */
function countsOf(form: NonNullable<Form>, stock: StockRoom): Map<string, number> {
  const known = new Map(stock.shelves.map(({ sku, onHand }) => [sku, onHand]));
  const told = Object.entries(form)
    .filter(([name, text]) => name.startsWith('sku:') && text !== '')
    .map(([name, text]): [string, number] => [name.slice('sku:'.length), Number(text)])
    .filter(([sku, units]) => known.has(sku) && known.get(sku) !== units);
  const added = form['sku']?.trim();
  return new Map([...told, ...(added ? [[added, form['units'] ? Number(form['units']) : Number.NaN] as const] : [])]);
}

/** What somebody decided to take at most; null when a number is none. */
function limitsOf({ mostUnits, mostValue, refusedSkus = '', byStock }: NonNullable<Form> = {}): Limits | null {
  const [units, value] = [mostUnits, mostValue].map((text) => (text ? Number(text) : null)) as [
    number | null,
    number | null,
  ];
  const isFitting = [units, value].every((most) => most === null || (Number.isSafeInteger(most) && most > 0));
  const refused = refusedSkus.split(',').map((sku) => sku.trim());
  return isFitting
    ? { mostUnits: units, mostValue: value, refusedSkus: refused.filter(Boolean), byStock: byStock === 'yes' }
    : null;
}

/** One retailer's house: its webhook, its desk, its record. `close` leaves nothing half-written. */
export async function openHouse(config: RetailerConfig, log: (message: string) => void): Promise<FastifyInstance> {
  const record = await RecordFile.open(config.dataDir, config.mode);
  const sidestall = new PartnerClient({ apiUrl: config.apiUrl, apiKey: config.apiKey });
  const stock = new StockRoom(record, sidestall);
  const weather = new BadWeather();
  const desk = new PackingDesk(record, sidestall, stock, { slug: config.slug, shipAfterMs: config.shipAfterMs, log });
  const returns = new ReturnsDesk(sidestall);
  const connection = new Connection(record, sidestall, config.apiUrl);
  const app = fastify({ bodyLimit: 65_536, forceCloseConnections: true });

  // Before the receiver, whose routes take the hooks that are there when it is registered.
  app.addHook('onRequest', async (request, reply) =>
    request.url.startsWith('/webhooks/') ? weather.strike(request, reply) : undefined,
  );
  await app.register(fastifyReceiver, {
    path: '/webhooks/sidestall',
    // Asked for with each message: a secret that was changed on the page counts at once.
    secret: () => [...(record.data.secrets ?? []), ...config.webhookSecrets],
    log: receipts(record),
    onError: (error: unknown) => log(error instanceof Error ? error.message : String(error)),
    on: {
      'fulfillment_order.requested': (message, { id }) => desk.hear(message, id),
      'fulfillment_order.canceled': (message, { id }) => desk.hear(message, id),
      'fulfillment_order.expired': (message, { id }) => desk.hear(message, id),
    },
  });

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook('preHandler', async (request, reply) => {
    const isButton = request.method === 'POST' && !request.url.startsWith('/webhooks/');
    if (isButton && isFromElsewhere(request)) return reply.code(403).send({ message: 'Press the button on this page' });
  });

  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(packingPage(config.name, desk.mode, desk.slips, weather.now !== null)),
  );
  app.get('/returns', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(returnsPage(config.name, await returns.list(), weather.now !== null)),
  );
  app.get<{ Querystring: { said?: string } }>('/connection', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(connectionPage(config.name, await connection.look(), weather.now !== null, request.query.said)),
  );
  app.post<{ Params: { button: string; id: string } }>('/connection/:button/:id', async (request, reply) => {
    const said = await connection.press(request.params.button, request.params.id);
    if (said === null) return reply.code(404).send({ message: 'There is no such button' });
    return reply.redirect(`/connection?said=${encodeURIComponent(said)}`, 303);
  });
  app.get<{ Querystring: { said?: string } }>('/stock', (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(stockPage(config.name, stock, weather.now !== null, request.query.said)),
  );
  app.post<{ Body: Form }>('/stock', async (request, reply) => {
    const said = await stock.count(countsOf(request.body ?? {}, stock), new Date());
    return reply.redirect(`/stock?said=${encodeURIComponent(said)}`, 303);
  });
  app.post('/stock/again', async (_request, reply) => {
    const said = await stock.tellAgain(new Date());
    return reply.redirect(`/stock?said=${encodeURIComponent(said)}`, 303);
  });
  app.post<{ Body: Form }>('/limits', async (request, reply) => {
    const limits = limitsOf(request.body);
    if (!limits) {
      return reply.code(400).send({ message: 'mostUnits and mostValue are whole numbers above zero, or nothing' });
    }
    await stock.setLimits(limits);
    return reply.redirect(`/stock?said=${encodeURIComponent('The rules hold from the next order on')}`, 303);
  });
  app.get('/weather', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(weatherPage(config.name, weather.now)),
  );
  app.post<{ Body: Form }>('/weather', async (request, reply) => {
    const fault = FAULTS.find((it) => it === request.body?.['fault']);
    const messages = Number(request.body?.['messages'] ?? 1);
    if (!fault || !Number.isSafeInteger(messages) || messages < 1 || messages > MOST_MESSAGES) {
      return reply
        .code(400)
        .send({ message: `fault is one of ${FAULTS.join(', ')}; messages is 1 to ${MOST_MESSAGES}` });
    }
    weather.begin(fault, messages);
    return answer(request.headers.accept, reply, '/weather');
  });
  app.post('/weather/end', async (request, reply) => {
    weather.end();
    return answer(request.headers.accept, reply, '/weather');
  });
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', () => ({ status: 'ok' }));
  app.get('/records', () => ({
    retailer: config.slug,
    mode: desk.mode,
    weather: weather.now,
    limits: stock.limits,
    shelves: stock.shelves,
    slips: desk.slips,
    messages: Object.values(record.data.messages),
  }));

  app.post<{ Body: { mode?: string } | undefined }>('/mode', async (request, reply) => {
    const mode = request.body?.mode;
    if (!MODES.includes(mode as Mode)) return reply.code(400).send({ message: `mode is one of ${MODES.join(', ')}` });
    await desk.setMode(mode as Mode);
    return answer(request.headers.accept, reply);
  });

  app.post<{ Params: { id: string; button: string }; Body: Record<string, string | undefined> | undefined }>(
    '/slips/:id/:button',
    async (request, reply) => {
      const button = BUTTONS.find((it) => it === request.params.button);
      if (!button) return reply.code(404).send({ message: 'There is no such button' });
      const reason = REASONS.find((it) => it === request.body?.['reason']);
      const trouble = await desk.press(request.params.id, button, { reason, lines: linesOf(request.body) });
      if (trouble) return reply.code(409).send({ message: trouble });
      return answer(request.headers.accept, reply);
    },
  );

  app.post<{ Params: { id: string; button: string }; Body: { note?: string } | undefined }>(
    '/returns/:id/:button',
    async (request, reply) => {
      const button = RETURN_BUTTONS.find((it) => it === request.params.button);
      if (!button) return reply.code(404).send({ message: 'There is no such button' });
      const trouble = await returns.press(request.params.id, button, request.body?.note);
      if (trouble) return reply.code(409).send({ message: trouble });
      return answer(request.headers.accept, reply, '/returns');
    },
  );

  app.addHook('onReady', async () => desk.open());
  app.addHook('onClose', async () => {
    weather.close();
    desk.close();
    await record.close();
  });
  return app;

  /** People go back to the page; programs are told in JSON. */
  function answer(
    accept: string | undefined,
    reply: { redirect(url: string, code: number): unknown; send(body: unknown): unknown },
    page = '/',
  ) {
    return accept?.includes('text/html') ? reply.redirect(page, 303) : reply.send({ status: 'ok' });
  }
}
