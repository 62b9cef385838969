import { createServer, type Server } from 'node:http';

/** A tiny door for the supervisor's question whether the worker works. */
export function openHealth(port: number, isReady: () => Promise<boolean>): Promise<Server> {
  const server = createServer((request, response) => {
    const isLiveOnly = request.url === '/health/live';
    if (!isLiveOnly && request.url !== '/health/ready') {
      response.writeHead(404).end();
      return;
    }
    (isLiveOnly ? Promise.resolve(true) : isReady()).then(
      (isFine) =>
        response
          .writeHead(isFine ? 200 : 503, { 'content-type': 'application/json' })
          .end(JSON.stringify({ status: isFine ? 'ok' : 'not ready' })),
      () => response.writeHead(503).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
