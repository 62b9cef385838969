import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { WIRE, type Failure, type FailureCode, type Problem } from '@sidestall/contracts';
import { isPassing, LOGGER, type Logger } from '@sidestall/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FailureException } from './failure.exception.ts';

const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  400: 'REQUEST.INVALID',
  401: 'REQUEST.UNAUTHENTICATED',
  403: 'REQUEST.FORBIDDEN',
  404: 'REQUEST.NOT_FOUND',
  405: 'REQUEST.METHOD_NOT_ALLOWED',
  413: 'REQUEST.TOO_LARGE',
  415: 'REQUEST.UNSUPPORTED_MEDIA_TYPE',
  429: 'REQUEST.RATE_LIMITED',
};

function toFailure(error: unknown): Failure {
  if (error instanceof FailureException) return error.failure;
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    const code = BY_STATUS[status] ?? 'REQUEST.INVALID';
    return { code, detail: code === 'REQUEST.NOT_FOUND' ? undefined : (error as Error).message };
  }
  if (isPassing(error)) return { code: 'PLATFORM.UNAVAILABLE' };
  return { code: 'PLATFORM.BUG' };
}

/** The problem answer of a failure, as RFC 9457 writes it. */
export function toProblem(failure: Failure, request: FastifyRequest): Problem {
  const wire = WIRE[failure.code];
  return {
    ...failure.extra,
    type: `urn:sidestall:problem:${failure.code}`,
    title: wire.title,
    status: wire.status,
    detail: failure.detail,
    instance: request.url.split('?')[0],
    code: failure.code,
    requestId: request.id,
    fields: failure.fields ? [...failure.fields] : undefined,
  };
}

/** Turns whatever went wrong into one precise problem answer; what is a bug is logged and told without details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const failure = toFailure(error);
    const problem = toProblem(failure, request);
    if (failure.code === 'PLATFORM.BUG') this.logger.error({ err: error, req: request.id }, 'A request met a bug');
    if (reply.sent) return;
    if (problem.status === 503 || problem.status === 429) void reply.header('retry-after', '2');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(problem.status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(problem);
  }
}
