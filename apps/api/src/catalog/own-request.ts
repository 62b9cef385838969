import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders, type RequestListener } from 'node:http';
import { Socket } from 'node:net';

/** What a listener answered to a request that came over no wire. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** What the listener answered with. */
  readonly raw: ServerResponse;
}

/** Catches what would have been sent. */
class CaughtResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #done: (body: Buffer) => void;

  constructor(request: IncomingMessage, done: (body: Buffer) => void) {
    super(request);
    this.#done = done;
  }

  /** Listeners that name all headers at once are heard as those that name one after the other. */
  override writeHead(status: number, ...more: unknown[]): this {
    this.statusCode = status;
    const headers = more.find((each) => typeof each === 'object' && each !== null) as OutgoingHttpHeaders | undefined;
    for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) this.setHeader(name, value);
    return super.writeHead(status);
  }

  override write(chunk: unknown): boolean {
    this.#catch(chunk);
    return true;
  }

  override end(chunk?: unknown): this {
    if (this.writableEnded) return this;
    this.#catch(chunk);
    super.end();
    this.#done(Buffer.concat(this.#chunks));
    this.emit('finish');
    return this;
  }

  #catch(chunk: unknown): void {
    if (typeof chunk === 'string') this.#chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
  }
}

/** Asks listeners of an HTTP server for an address as a caller without any headers would, within the process. */
export function askOwn(listeners: readonly RequestListener[], address: string): Promise<OwnAnswer> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const request = new IncomingMessage(socket);
    request.method = 'GET';
    request.url = address;
    request.httpVersion = '1.1';
    request.headers = { host: 'localhost' };
    request.push(null);
    const response = new CaughtResponse(request, (body) => {
      const headers: OutgoingHttpHeaders = { ...response.getHeaders() };
      resolve({ status: response.statusCode, headers, body, raw: response });
      socket.destroy();
    });
    for (const listener of listeners) listener(request, response);
  });
}
