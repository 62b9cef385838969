// Retailers' servers, as fast as Node makes them: one that answers at once, one that never answers or never stops.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { answerAsks } from './child.ts';

export interface ReceiversAsk {
  readonly kind: 'open' | 'count';
  /** Ports of those who answer at once, and of the one in trouble. */
  readonly ports: readonly number[];
  readonly troubledPort: number;
}

export interface ReceiversAnswer {
  readonly received: number;
}

const BODY = Buffer.from('{}');
const CHUNK = Buffer.alloc(16_384, 'x');

let received = 0;

const serve = (port: number, answer: (response: ServerResponse, path: string) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      request.resume();
      request.once('end', () => answer(response, request.url ?? '/'));
    });
    server.keepAliveTimeout = 60_000;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 1_024, () => resolve(server));
  });

function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = (): void => {
    while (!response.destroyed && response.write(CHUNK));
  };
  response.on('drain', more).on('error', () => undefined);
  more();
}

answerAsks(async ({ kind, ports, troubledPort }: ReceiversAsk): Promise<ReceiversAnswer> => {
  if (kind === 'open') {
    for (const port of ports) {
      await serve(port, (response) => {
        received += 1;
        response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
      });
    }
    // Whoever asks for `/endless` gets it; everybody else waits for ever.
    await serve(troubledPort, (response, path) => {
      if (path === '/endless') pour(response);
    });
  }
  return { received };
});
