import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FailureCode } from '@sidestall/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './problem.filter.ts';

/** Answers an address that no router can read, before any route or hook has seen the request. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const isTooLong = error.statusCode === 414;
  const failure = isTooLong
    ? ({ code: 'REQUEST.NOT_FOUND' } as const)
    : ({ code: 'REQUEST.INVALID', detail: 'The address is not a valid one' } as const);
  const problem = toProblem(failure, request);
  void reply
    .status(problem.status)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .header('access-control-allow-origin', '*')
    .type('application/problem+json')
    .send(problem);
}

interface Unparsed {
  readonly status: number;
  readonly code: FailureCode;
  readonly title: string;
}

const unparsed = (code: string | undefined): Unparsed => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, code: 'REQUEST.TOO_LARGE', title: 'The address and headers are too long together' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, code: 'REQUEST.INVALID', title: 'The request did not arrive in time' };
  return { status: 400, code: 'REQUEST.INVALID', title: 'This is not a request of HTTP' };
};

/** Answers bytes that are no HTTP request, then hangs up. */
export function answerUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, code, title } = unparsed(error.code);
  const body = JSON.stringify({ type: `urn:sidestall:problem:${code}`, title, status, code });
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}
