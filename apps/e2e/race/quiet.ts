import { say } from '../bench/figures.ts';
import type { RaceHouse } from './race-house.ts';

const QUIET_SECONDS = 600;

/** True once every payment is decided and no job waits for now; what waits for later is a timer. */
export async function untilQuiet(house: RaceHouse, since: Date): Promise<boolean> {
  say('the last buyer has an answer; waiting until all is quiet');
  return house.until(async () => {
    const open = await house.count(
      `SELECT (SELECT count(*) FROM payments.payment WHERE state = 'authorizing' AND created_at >= $1)
            + (SELECT count(*) FROM platform.outbox WHERE kind = 'job' AND state = 'pending' AND next_at <= now()) AS n`,
      [since],
    );
    return open === 0;
  }, QUIET_SECONDS);
}
