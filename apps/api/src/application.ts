import cors from '@fastify/cors';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { STOCK_FILE_TYPES } from '@sidestall/contracts';
import type { Logger } from '@sidestall/engine';
import { newId } from '@sidestall/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { ApiModule } from './api.module.ts';
import { answerFromMemory } from './catalog/pages-from-memory.ts';
import type { ApiConfig } from './config.ts';
import { answerUnparsed, answerUnreadable } from './http/raw-problems.ts';
import { FILE_TYPES, guardRequests } from './http/request-rules.ts';
import { describeApi } from './openapi.ts';

const BODY_LIMIT = 256 * 1024;
const REQUEST_ID = /^[\w-]{8,64}$/;

/** The API, ready to listen. Stops taking requests first when told to stop, then lets the running ones finish. */
export async function createApplication(config: ApiConfig, logger: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('obx').replace('obx', 'req');
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // What arrives on an open connection is still answered; then the connection ends.
    frameworkErrors: answerUnreadable,
    clientErrorHandler: answerUnparsed,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const application = await NestFactory.create<NestFastifyApplication>(ApiModule.register(config, logger), adapter, {
    rawBody: true,
    bodyParser: true,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const server = adapter.getInstance();

  // A file is handed on as it arrives; its reader bounds it.
  server.addContentTypeParser(
    [...new Set([...FILE_TYPES, ...STOCK_FILE_TYPES])],
    { bodyLimit: 64 * 1024 * 1024 },
    (_request: FastifyRequest, payload: unknown, done: (error: null, body: unknown) => void) => done(null, payload),
  );

  server.addHook('onRequest', (_request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    done();
  });

  await application.register(
    cors as never,
    {
      delegator: (request: FastifyRequest, callback: (error: null, options: object) => void) => {
        const isConsole = request.url.startsWith('/v1/console');
        // The mailbox holds other people's links: no page but its own reads it.
        const isMailbox = request.url.startsWith('/mailbox');
        callback(null, {
          origin: isConsole ? config.engine.publicUrls.console : !isMailbox && '*',
          credentials: isConsole,
          methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
          allowedHeaders: ['content-type', 'authorization', 'idempotency-key', 'if-none-match', 'x-file-name'],
          exposedHeaders: ['etag', 'idempotent-replayed', 'retry-after'],
          maxAge: 600,
          strictPreflight: false,
        });
      },
    } as never,
  );

  guardRequests(server);

  if (existsSync(config.mediaDir)) {
    await application.register(
      fastifyStatic as never,
      {
        root: config.mediaDir,
        prefix: '/media/',
        index: false,
        dotfiles: 'deny',
        allowedPath: (name: string) => /\.(svg|png|jpe?g|webp|avif|gif)$/i.test(name),
        maxAge: '1h',
        setHeaders: (reply: {
          setHeader?: (name: string, value: string) => void;
          header?: (name: string, value: string) => void;
        }) => {
          const set = (name: string, value: string) => (reply.setHeader ?? reply.header)?.call(reply, name, value);
          set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
          set('cross-origin-resource-policy', 'cross-origin');
        },
      } as never,
    );
  }

  let isClosing = false;
  server.addHook('preClose', (done: () => void) => {
    isClosing = true;
    done();
  });
  // What nobody said may be kept is not kept: answers carry orders and prices of the moment.
  server.addHook(
    'onSend',
    (
      _request: FastifyRequest,
      reply: FastifyReply,
      payload: unknown,
      done: (error: null, payload: unknown) => void,
    ) => {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      // Data is never a page: whoever opens it in a browser or a frame gets nothing that runs.
      if (/json/.test(String(reply.getHeader('content-type') ?? '')))
        void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
      if (isClosing) void reply.header('connection', 'close');
      done(null, payload);
    },
  );
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // The route's pattern, not the address: ids of buyers' orders and query values stay out of the log.
    const line = {
      req: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      order: /^\/v1\/orders\/:id/.test(request.routeOptions.url ?? '')
        ? (request.params as { id?: string }).id
        : undefined,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) logger.warn(line, 'Answered with trouble');
    else logger.debug(line, 'Answered');
    done();
  });

  answerFromMemory(adapter.getHttpServer(), {
    mostMs: config.pageCacheMs,
    logger,
    isOpen: () => !isClosing,
  });
  const document = describeApi(application);
  SwaggerModule.setup('docs', application, document, {
    customSiteTitle: 'Sidestall API',
    jsonDocumentUrl: 'openapi.json',
  });
  application.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  return application;
}
