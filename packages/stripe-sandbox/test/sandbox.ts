import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Stripe from 'stripe';

export function aDataFile(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'stripe-sandbox-')), 'journal.jsonl');
}

export interface Received {
  body: string;
  signature: string;
}

export interface Listener {
  url: string;
  received: Received[];
  /** The status each delivery is answered with, by turn; 200 once the list is used up. */
  answers: number[];
  /** Resolves once the predicate holds for what has been received. */
  until(holds: (received: Received[]) => boolean): Promise<Received[]>;
  close(): Promise<void>;
}

/** A webhook endpoint that writes down what it is sent. */
export async function listen(port = 0): Promise<Listener> {
  const received: Received[] = [];
  const answers: number[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const status = answers.shift() ?? 200;
      if (status < 300) received.push({ body, signature: String(request.headers['stripe-signature']) });
      response.writeHead(status).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(received)) return;
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const typesOf = (received: Received[]): string[] =>
  received.map(({ body }) => (JSON.parse(body) as Stripe.Event).type);
