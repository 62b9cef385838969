import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { LONGEST_KEPT_MS, lifeOf } from './page-life.ts';
import { hasTag } from './tags.ts';

const SECONDS = Symbol('SECONDS');

/**
 * How long caches may keep an answer, and for how long send it on while they ask again. All of it ends before the answer
 * stops being true, however long it lay in our own memory before.
 */
export function cacheControl(seconds: number, lifeMs: number): string {
  const left = Math.max(0, Math.floor((lifeMs - LONGEST_KEPT_MS) / 1_000));
  const maxAge = Math.min(seconds, left);
  const stale = Math.min(2 * seconds, left - maxAge);
  return `public, max-age=${maxAge}, ${stale > 0 ? `stale-while-revalidate=${stale}` : 'must-revalidate'}`;
}

/** Tags an answer with a digest of itself, and spares sending what the caller already has. */
@Injectable()
export class CacheableInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const seconds = this.reflector.get<number>(SECONDS, context.getHandler());
    return next.handle().pipe(
      map((body: unknown) => {
        const tag = `"${createHash('sha1').update(JSON.stringify(body)).digest('base64url')}"`;
        void reply.header('etag', tag).header('cache-control', cacheControl(seconds, lifeOf(reply.raw)));
        // Every origin gets the same: one copy does for all of them.
        if (reply.getHeader('access-control-allow-origin') === '*') void reply.removeHeader('vary');
        const known = request.headers['if-none-match'];
        if (known === undefined || !hasTag(known, tag)) return body;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/** Lets caches keep the answer for some seconds, send it on a little longer while they ask again, and ask by its tag. */
export const Cacheable = (seconds: number) =>
  applyDecorators(
    SetMetadata(SECONDS, seconds),
    UseInterceptors(CacheableInterceptor),
    ApiResponse({ status: 304, description: 'What you have is still right' }),
  );
