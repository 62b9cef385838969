import { answer } from './receiver-answer.ts';
import { BODY_LIMIT_BYTES, createReceiver, type ReceiverOptions } from './receiver.ts';

// Web types are described by what is used of them, so that these declarations need neither DOM nor a vendor's types.
/** A `Request` as edge runtimes, Deno, Bun and route handlers hand it over. */
export interface WebRequest {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  readonly body: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>; cancel(): Promise<unknown> };
  } | null;
}

async function rawBodyOf(request: WebRequest): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); reader && part && !part.done; part = await reader.read()) {
    length += part.value!.length;
    if (length > BODY_LIMIT_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(part.value!);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/**
 * A handler from `Request` to `Response`, for edge runtimes and everything else that speaks the web's own types:
 * `export default { fetch: fetchReceiver({ secret, on }) }`. It uses Web Crypto and nothing of Node.
 */
export function fetchReceiver(options: ReceiverOptions): (request: WebRequest) => Promise<Response> {
  const receive = createReceiver(options);
  const respond = async (request: WebRequest) => {
    if (request.method !== 'POST') return answer(405, 'Webhooks are POSTed', { allow: 'POST' });
    const body = await rawBodyOf(request);
    return body === null ? answer(413, 'The body is too large') : await receive(request.headers, body);
  };
  return async (request) => {
    try {
      const it = await respond(request);
      return new Response(it.body, { status: it.status, headers: { ...it.headers } });
    } catch (error) {
      options.onError?.(error);
      return new Response('{"message":"The webhook could not be read"}', { status: 500 });
    }
  };
}
