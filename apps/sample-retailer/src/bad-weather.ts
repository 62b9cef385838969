import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the webhook door of this house may do wrong, so that one can see what Sidestall makes of it. */
export const FAULTS = [
  'fails',
  'is_busy',
  'is_late',
  'hangs_up',
  'says_nothing',
  'talks_without_end',
  'has_moved',
  'forgets',
  'mistrusts',
  'is_gone',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Weather {
  readonly fault: Fault;
  /** Messages it still happens to. */
  readonly left: number;
}

export const MOST_MESSAGES = 10_000;
const LATE_MS = 20_000;
const SILENT_MS = 120_000;
/** Well-formed, and by no secret that anybody has. */
const FOREIGN_SIGNATURE = `v1,${Buffer.alloc(32).toString('base64')}`;
const ENDLESS_CHUNK = 'and so on '.repeat(1_000);

/** Makes the webhook door misbehave on demand: for so many messages, or until told to stop. Ends with the process. */
export class BadWeather {
  #weather: Weather | null = null;
  readonly #waiting = new Set<NodeJS.Timeout>();

  get now(): Weather | null {
    return this.#weather;
  }

  begin(fault: Fault, messages: number): void {
    this.#weather = messages > 0 ? { fault, left: messages } : null;
  }

  end(): void {
    this.#weather = null;
  }

  /** Lets go of whoever is kept waiting. */
  close(): void {
    this.end();
    for (const timer of this.#waiting) clearTimeout(timer);
  }

  /** Answers a webhook instead of the house, or leaves it alone. */
  strike(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const weather = this.#weather;
    if (!weather) return undefined;
    this.begin(weather.fault, weather.left - 1);
    return this.#answer(weather.fault, request, reply);
  }

  #answer(fault: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    switch (fault) {
      case 'fails':
        return reply.code(500).send({ message: 'The house is on fire' });
      case 'is_busy':
        return reply.code(429).header('retry-after', '30').send({ message: 'Come back later' });
      case 'has_moved':
        return reply.code(302).header('location', 'https://elsewhere.example/webhooks').send();
      case 'is_gone':
        return reply.code(410).send({ message: 'There is nobody here any more' });
      case 'forgets':
        return reply.code(200).send({ status: 'ok' });
      case 'mistrusts':
        // The receiver itself answers: to it, this is a message that was signed with another secret than its own.
        request.raw.headers['webhook-signature'] = FOREIGN_SIGNATURE;
        return undefined;
      case 'hangs_up':
        reply.hijack();
        request.raw.socket.destroy();
        return reply;
      case 'is_late':
        return this.#later(reply, LATE_MS, () => reply.raw.writeHead(200).end('{}'));
      case 'says_nothing':
        return this.#later(reply, SILENT_MS, () => request.raw.socket.destroy());
      case 'talks_without_end': {
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, { 'content-type': 'text/plain' });
        const talk = (): void => {
          while (!raw.destroyed && raw.write(ENDLESS_CHUNK));
        };
        raw.on('drain', talk).on('error', () => undefined);
        talk();
        return reply;
      }
    }
  }

  #later(reply: FastifyReply, milliseconds: number, answer: () => void): FastifyReply {
    reply.hijack();
    const timer = setTimeout(answer, milliseconds);
    this.#waiting.add(timer);
    reply.raw.on('close', () => {
      clearTimeout(timer);
      this.#waiting.delete(timer);
    });
    return reply;
  }
}
