import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { WIRE, type Failure } from '@sidestall/contracts';
import { Idempotency, RENEW_EVERY_MS } from '@sidestall/engine';
import { canonicalJson } from '@sidestall/kernel';
import type { FastifyReply } from 'fastify';
import { catchError, concatMap, finalize, from, mergeMap, of, type Observable } from 'rxjs';
import type { CallerRequest } from './access.ts';
import { FailureException } from './failure.exception.ts';

/** What an answer is stored as: the value, or the failure to tell again. */
type Stored = { readonly value: unknown } | { readonly failure: Failure };

function scopeOf(request: CallerRequest): string {
  const who =
    request.caller?.retailer?.retailerId ??
    request.caller?.member?.memberId ??
    request.caller?.orderId ??
    request.caller?.cartId ??
    request.caller?.waitlistEntryId ??
    'public';
  return `${who} ${request.method} ${request.routeOptions.url}`;
}

/**
 * Gives the same request sent again the same answer without doing the work again. Answers that may come out otherwise
 * next time (a service that was away, a bug) are not kept.
 */
@Injectable()
export class IdempotentInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: Idempotency) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || !/^[\x21-\x7e]{8,255}$/.test(key)) {
      throw new FailureException({
        code: 'IDEMPOTENCY.KEY_MISSING',
        detail: 'Send an Idempotency-Key header of 8 to 255 visible characters, one for each thing you mean to do',
      });
    }
    const scope = scopeOf(request);
    const hash = createHash('sha256')
      .update(`${request.url}\n${canonicalJson(request.body ?? null)}`)
      .digest('base64url');
    const claim = await this.idempotency.claim(scope, key, hash);
    switch (claim.kind) {
      case 'other-request':
        throw new FailureException({ code: 'IDEMPOTENCY.KEY_REUSED', detail: 'Use a new key for a new request' });
      case 'running':
        throw new FailureException({
          code: 'IDEMPOTENCY.IN_FLIGHT',
          detail: 'Wait a moment and send the same request again',
        });
      case 'replay': {
        void reply.header('idempotent-replayed', 'true');
        const stored = claim.body as Stored;
        if ('failure' in stored) throw new FailureException(stored.failure);
        void reply.status(claim.status);
        return of(stored.value);
      }
      case 'first': {
        const alive = setInterval(() => void this.idempotency.renew(scope, key).catch(() => undefined), RENEW_EVERY_MS);
        return next.handle().pipe(
          finalize(() => clearInterval(alive)),
          concatMap(async (value: unknown) => {
            await this.idempotency.store(scope, key, reply.statusCode, { value } satisfies Stored);
            return value;
          }),
          catchError((error: unknown) =>
            from(this.#keep(scope, key, error)).pipe(mergeMap(() => Promise.reject(error as Error))),
          ),
        );
      }
    }
  }

  async #keep(scope: string, key: string, error: unknown): Promise<void> {
    const failure = error instanceof FailureException ? error.failure : null;
    const status = failure ? WIRE[failure.code].status : 500;
    const isFinal = status < 500 && status !== 429;
    if (failure && isFinal) await this.idempotency.store(scope, key, status, { failure } satisfies Stored);
    else await this.idempotency.release(scope, key).catch(() => undefined);
  }
}

/** The same for a request that promises nothing, such as a quote: a key is honored, and none is needed. */
@Injectable()
export class RepeatableInterceptor extends IdempotentInterceptor {
  override async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { headers } = context.switchToHttp().getRequest<CallerRequest>();
    return headers['idempotency-key'] === undefined ? next.handle() : super.intercept(context, next);
  }
}

const keyHeader = (required: boolean) =>
  ApiHeader({
    name: 'Idempotency-Key',
    required,
    description: 'One key for each thing you mean to do; send it again to ask again',
  });

/** Marks an unsafe route whose request may be sent again without a second effect. */
export const Idempotent = () => applyDecorators(UseInterceptors(IdempotentInterceptor), keyHeader(true));

/** Marks an unsafe route that binds nobody: whoever sends a key gets the first answer again. */
export const Repeatable = () => applyDecorators(UseInterceptors(RepeatableInterceptor), keyHeader(false));
