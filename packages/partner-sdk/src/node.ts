import { answer, type ReceiverAnswer } from './receiver-answer.ts';
import { BODY_LIMIT_BYTES, createReceiver, type ReceiverOptions } from './receiver.ts';

// Node's own types are described by what is used of them, so that these declarations need no @types/node.
/** An incoming request of node:http. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  /** Set by body parsers of frameworks. */
  readonly body?: unknown;
}

/** The response that belongs to it. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body?: string): unknown;
}

/** Reads a request's raw body, unless a raw-body parser has; null when it is too large. */
async function rawBodyOf(request: NodeRequest): Promise<Uint8Array | string | null> {
  if (typeof request.body === 'string' || request.body instanceof Uint8Array) return request.body;
  if (request.body !== undefined && request.body !== null) {
    throw new Error('The body was parsed before the webhook receiver saw it: mount the receiver before express.json()');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk));
    length += bytes.length;
    if (length > BODY_LIMIT_BYTES) return null;
    chunks.push(bytes);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** A request listener for `node:http`: `createServer(nodeReceiver({ secret, on })).listen(8080)`. */
export function nodeReceiver(options: ReceiverOptions): (request: NodeRequest, response: NodeResponse) => void {
  const receive = createReceiver(options);
  const respond = async (request: NodeRequest): Promise<ReceiverAnswer> => {
    if (request.method !== 'POST') return answer(405, 'Webhooks are POSTed', { allow: 'POST' });
    const body = await rawBodyOf(request);
    if (body === null) return answer(413, 'The body is too large', { connection: 'close' });
    return await receive(request.headers, body);
  };
  return (request, response) => {
    const send = (it: ReceiverAnswer) => {
      response.writeHead(it.status, { ...it.headers });
      response.end(it.body);
    };
    respond(request).then(send, (error: unknown) => {
      options.onError?.(error);
      send(answer(500, 'The webhook could not be read'));
    });
  };
}
