// The least an HTTP server in this house could be: a Fastify route that sends bytes it already has.
import fastify, { type FastifyInstance } from 'fastify';
import { answerAsks } from './child.ts';

export interface BareRoute {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

let server: FastifyInstance | null = null;

/** Takes the place of what was served before, and answers the origin. */
answerAsks(async (routes: readonly BareRoute[]): Promise<string> => {
  await server?.close();
  server = fastify({ forceCloseConnections: true });
  const byPath = new Map(routes.map((route) => [route.path, route]));
  server.get('/*', (request, reply) => {
    const { body, headers } = byPath.get(request.url)!;
    return reply.headers(headers).send(body);
  });
  return server.listen({ host: '127.0.0.1', port: 0 });
});
