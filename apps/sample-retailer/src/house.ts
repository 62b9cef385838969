import { PartnerClient, type RejectReason } from '@sidestall/partner-sdk';
import { fastifyReceiver } from '@sidestall/partner-sdk/fastify';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { RetailerConfig } from './config.ts';
import { PackingDesk } from './packing-desk.ts';
import { packingPage } from './packing-page.ts';
import { RecordFile, receipts } from './record-file.ts';
import { MODES, type Mode } from './rules.ts';

const BUTTONS = ['accept', 'reject', 'ship'] as const;
const REASONS: readonly RejectReason[] = ['out_of_stock', 'capacity', 'undeliverable_destination', 'other'];

/** A page of another site must not press buttons here in somebody's browser. */
function isFromElsewhere(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  return typeof origin === 'string' && origin !== 'null' && new URL(origin).host !== host;
}

/** One retailer's house: its webhook, its desk, its record. `close` leaves nothing half-written. */
export async function openHouse(config: RetailerConfig, log: (message: string) => void): Promise<FastifyInstance> {
  const record = await RecordFile.open(config.dataDir, config.mode);
  const sidestall = new PartnerClient({ apiUrl: config.apiUrl, apiKey: config.apiKey });
  const desk = new PackingDesk(record, sidestall, { slug: config.slug, shipAfterMs: config.shipAfterMs, log });
  const app = fastify({ bodyLimit: 65_536, forceCloseConnections: true });

  await app.register(fastifyReceiver, {
    path: '/webhooks/sidestall',
    secret: config.webhookSecrets,
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
    reply.type('text/html; charset=utf-8').send(packingPage(config.name, desk.mode, desk.slips)),
  );
  app.get('/health/live', () => ({ status: 'ok' }));
  app.get('/health/ready', () => ({ status: 'ok' }));
  app.get('/records', () => ({
    retailer: config.slug,
    mode: desk.mode,
    slips: desk.slips,
    messages: Object.values(record.data.messages),
  }));

  app.post<{ Body: { mode?: string } | undefined }>('/mode', async (request, reply) => {
    const mode = request.body?.mode;
    if (!MODES.includes(mode as Mode)) return reply.code(400).send({ message: `mode is one of ${MODES.join(', ')}` });
    await desk.setMode(mode as Mode);
    return answer(request.headers.accept, reply);
  });

  app.post<{ Params: { id: string; button: string }; Body: { reason?: string } | undefined }>(
    '/slips/:id/:button',
    async (request, reply) => {
      const button = BUTTONS.find((it) => it === request.params.button);
      if (!button) return reply.code(404).send({ message: 'There is no such button' });
      const reason = REASONS.find((it) => it === request.body?.reason);
      const trouble = await desk.press(request.params.id, button, reason);
      if (trouble) return reply.code(409).send({ message: trouble });
      return answer(request.headers.accept, reply);
    },
  );

  app.addHook('onReady', async () => desk.open());
  app.addHook('onClose', async () => {
    desk.close();
    await record.save();
  });
  return app;

  /** People go back to the page; programs are told in JSON. */
  function answer(
    accept: string | undefined,
    reply: { redirect(url: string, code: number): unknown; send(body: unknown): unknown },
  ) {
    return accept?.includes('text/html') ? reply.redirect('/', 303) : reply.send({ status: 'ok' });
  }
}
