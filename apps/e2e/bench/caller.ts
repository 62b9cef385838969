import { Agent, request } from 'node:http';
import { Agent as SafeAgent, request as safeRequest } from 'node:https';

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

export interface Message {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly body?: string;
  /** How long an answer may take; without it, as long as the connection lives. */
  readonly timeoutMs?: number;
}

/** Speaks JSON over connections of its own, which it keeps: one browser, as far as a server can tell. */
export class Caller {
  readonly #agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new SafeAgent({ keepAlive: true }) };

  /** Sends JSON, or asks when there is nothing to send. */
  json<T>(method: string, url: string, body?: unknown, message: Omit<Message, 'body'> = {}): Promise<Reply<T>> {
    if (body === undefined) return this.send(method, url, message);
    const headers = { 'content-type': 'application/json', ...message.headers };
    return this.send(method, url, { ...message, headers, body: JSON.stringify(body) });
  }

  /** Rejects when no answer comes, or one that is not JSON. */
  send<T>(method: string, url: string, { headers, body, timeoutMs }: Message): Promise<Reply<T>> {
    return new Promise((resolve, reject) => {
      const length: Record<string, number> = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const isSafe = url.startsWith('https:');
      const sent = (isSafe ? safeRequest : request)(
        url,
        { method, agent: this.#agents[isSafe ? 'https:' : 'http:'], headers: { ...headers, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const text = Buffer.concat(chunks).toString();
            try {
              resolve({ status: response.statusCode!, body: JSON.parse(text) as T });
            } catch {
              reject(new Error(`${method} ${new URL(url).pathname} answered ${response.statusCode} without JSON`));
            }
          });
        },
      );
      sent.once('error', reject);
      if (timeoutMs) sent.setTimeout(timeoutMs, () => sent.destroy(new Error('No answer in time')));
      sent.end(body);
    });
  }

  /** Ends the connections. */
  leave(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }
}
