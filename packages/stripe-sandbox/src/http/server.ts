import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { Api } from './api.ts';
import type { Answer, Call, Door } from './call.ts';
import { isMultipart } from './multipart.ts';

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_FILE_BYTES = 20 * 1024 * 1024;

export function createHttpServer(
  doors: Door[],
  api: Api,
  onAnswer: (call: Call, answer: Answer) => void = () => undefined,
): Server {
  const server = createServer((request, response) => {
    void answer(doors, api, onAnswer, request, response);
  });
  // Longer than any client's idle time, so that no call is sent into a connection that is just being closed.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function answer(
  doors: Door[],
  api: Api,
  onAnswer: (call: Call, answer: Answer) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const host = request.headers.host ?? 'localhost';
    const url = new URL(request.url ?? '/', `http://${host}`);
    const origin = request.headers.origin;
    const bytes = await readBody(request, isMultipart(request.headers) ? MOST_FILE_BYTES : MOST_BYTES);
    const call: Call = {
      method: request.method ?? 'GET',
      url,
      headers: request.headers,
      body: isMultipart(request.headers) ? '' : bytes.toString('utf8'),
      bytes,
      isOwnPage: origin !== undefined && URL.canParse(origin) && new URL(origin).host === host,
    };
    for (const door of doors) {
      const found = await door(call);
      if (found) return send(response, found);
    }
    const found = await api.answer(call);
    if (found === 'hang up') {
      response.destroy();
      return;
    }
    onAnswer(call, found);
    send(response, found);
  } catch (error) {
    const failure =
      error instanceof ApiError
        ? error
        : new ApiError(500, { type: 'api_error', message: 'The sandbox failed to answer.' });
    if (!(error instanceof ApiError)) console.error('stripe-sandbox:', error);
    send(response, {
      status: failure.status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: failure.body }),
    });
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > most) throw new ApiError(413, { type: 'invalid_request_error', message: 'Request body too large.' });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
