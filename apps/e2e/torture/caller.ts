import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultHouse } from '../faults/fault-house.ts';

const OPERATOR = { email: 'operator@demo.sidestall.dev', password: 'sidestall-demo' };
/** Longer than any spell of bad weather. */
const TRIES = 480;

export interface Said {
  readonly status: number;
  readonly body: { readonly code?: string; readonly [field: string]: unknown };
}

/** Calls the house's doors and keeps asking under the same key while nobody answers, as people's browsers and shops do. */
export class Caller {
  #cookie: string | null = null;

  constructor(private readonly house: FaultHouse) {}

  async as(bearer: string, route: string, body: unknown = {}, key: string = randomUUID()): Promise<Said> {
    return await this.#insist(route, body, { authorization: `Bearer ${bearer}`, 'idempotency-key': key });
  }

  async asOperator(route: string, body: unknown = {}): Promise<Said> {
    const key = randomUUID();
    for (;;) {
      this.#cookie ??= await this.#signIn();
      const said = await this.#insist(route, body, { cookie: this.#cookie, 'idempotency-key': key });
      if (said.status !== 401) return said;
      this.#cookie = null;
    }
  }

  async #signIn(): Promise<string> {
    for (let turn = 0; turn < TRIES; turn++) {
      const answer = await this.house.call('POST', '/v1/console/sign-in', OPERATOR);
      const cookies = answer?.status === 200 || answer?.status === 201 || answer?.status === 204;
      if (cookies)
        return answer!.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; ');
      await pause(250);
    }
    throw new Error('The operator could not sign in');
  }

  async #insist(route: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Said> {
    for (let turn = 0; turn < TRIES; turn++) {
      const answer = await this.house.call<Said['body'] | null>('POST', route, body, headers);
      const isOver =
        answer && answer.status < 500 && answer.status !== 429 && answer.body?.code !== 'IDEMPOTENCY.IN_FLIGHT';
      if (isOver) return { status: answer.status, body: answer.body ?? {} };
      await pause(250);
    }
    throw new Error(`${route} never answered`);
  }
}
