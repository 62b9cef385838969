import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Header,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/** Tags an answer with a digest of itself, and spares sending what the caller already has. */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body: unknown) => {
        const tag = `"${createHash('sha1').update(JSON.stringify(body)).digest('base64url')}"`;
        void reply.header('etag', tag);
        const known = request.headers['if-none-match'];
        if (known === undefined || !(known.trim() === '*' || tagsOf(known).includes(tag))) return body;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/** Lets caches keep the answer for some seconds, send it on a little longer while they ask again, and ask by its tag. */
export const Cacheable = (seconds: number) =>
  applyDecorators(
    Header('cache-control', `public, max-age=${seconds}, stale-while-revalidate=${2 * seconds}`),
    UseInterceptors(EntityTagInterceptor),
    ApiResponse({ status: 304, description: 'What you have is still right' }),
  );
