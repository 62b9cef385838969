// The least a delivery could be: the same bodies, POSTed over connections that are kept, and nothing written down.
import { Agent, request } from 'node:http';
import { answerAsks } from './child.ts';

export interface PostersAsk {
  readonly urls: readonly string[];
  readonly body: string;
  readonly count: number;
  readonly connections: number;
}

export interface PostersAnswer {
  readonly perSecond: number;
}

function post(agent: Agent, url: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', resolve);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

answerAsks(async ({ urls, body, count, connections }: PostersAsk): Promise<PostersAnswer> => {
  const agent = new Agent({ keepAlive: true, maxSockets: Math.ceil(connections / urls.length) });
  const bytes = Buffer.from(body);
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        next += 1;
        await post(agent, urls[next % urls.length]!, bytes);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { perSecond: count / seconds };
});
