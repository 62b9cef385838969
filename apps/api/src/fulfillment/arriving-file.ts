import type { Readable } from 'node:stream';
import { STOCK_FILE_BYTES, type Failure, type FailureCode } from '@sidestall/contracts';
import { err, type Result } from '@sidestall/kernel';
import type { FastifyRequest } from 'fastify';
import { respond } from '../http/failure.exception.ts';

/** A retailer's file, read while it arrives. */
export interface StreamedFile {
  readonly source: AsyncIterable<Uint8Array>;
  readonly format: 'csv' | 'ndjson';
}

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Hands a file on as it arrives, and answers with what became of it, also to a sender who only listens after sending. */
export async function receiveFile<T>(
  request: FastifyRequest,
  take: (file: StreamedFile) => Promise<Result<T, Failure<FailureCode>>>,
): Promise<T> {
  const { body } = request;
  if (!isStream(body)) {
    return respond(err({ code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE', detail: 'Send the file itself' }));
  }
  if (Number(request.headers['content-length'] ?? 0) > STOCK_FILE_BYTES) {
    body.resume();
    return respond(err({ code: 'REQUEST.TOO_LARGE', detail: 'Split the file: at most 200 MB are taken at once' }));
  }
  const received = await take({
    // The socket must outlive a refusal, which is told over it.
    source: body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
    format: /ndjson/i.test(request.headers['content-type'] ?? '') ? 'ndjson' : 'csv',
  });
  // Lets the rest run dry, so that the answer reaches a sender who only listens after sending.
  if (!received.ok) body.resume();
  return respond(received);
}
