import { BODY_LIMIT_BYTES, createReceiver, type ReceiverOptions } from './receiver.ts';

// Fastify is described by what is used of it, so that neither it nor its types are needed here.
interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(headers: Record<string, string>): FastifyReplyLike;
  send(body: string): FastifyReplyLike;
}

interface FastifyRequestLike {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: unknown;
}

interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer' },
    parser: (request: unknown, body: Uint8Array, done: (error: null, body: Uint8Array) => void) => void,
  ): unknown;
  post(
    path: string,
    options: { bodyLimit: number },
    handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>,
  ): unknown;
}

export interface FastifyReceiverOptions extends ReceiverOptions {
  readonly path: string;
}

/**
 * A plugin for Fastify: `await app.register(fastifyReceiver, { path: '/webhooks', secret, on })`. It keeps its raw-body
 * parser to itself; the other routes parse as before.
 */
export function fastifyReceiver(app: unknown, options: FastifyReceiverOptions, done: () => void): void {
  const scope = app as FastifyLike;
  const receive = createReceiver(options);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
  scope.post(options.path, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const it = await receive(request.headers, body);
    return reply
      .code(it.status)
      .headers({ ...it.headers })
      .send(it.body);
  });
  done();
}
