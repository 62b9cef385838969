import { Inject, Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Id, type Result } from '@sidestall/kernel';
import { Database } from './database.ts';
import type { Logger } from './logger.ts';
import { OutboxBell } from './outbox-bell.ts';
import { LOGGER } from './tokens.ts';

/** A job that failed as often as it may. */
export interface GivenUpJob {
  readonly id: Id<'obx'>;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly error: string;
  readonly createdAt: Date;
  readonly gaveUpAt: Date | null;
}

type NotGivenUp = Failure<'PLATFORM.JOB_NOT_GIVEN_UP'>;

/** What failed for good waits here for a person, who has it tried again when its cause is mended, or lets it be. */
@Injectable()
export class GivenUpJobs {
  constructor(
    private readonly database: Database,
    private readonly bell: OutboxBell,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The newest first, those before the cursor. */
  async list(cursor: string | null, limit: number): Promise<GivenUpJob[]> {
    return await this.database.rows<GivenUpJob>(
      `SELECT id, name, payload, attempts, coalesce(last_error, '') AS error, created_at AS "createdAt", done_at AS "gaveUpAt"
         FROM platform.outbox WHERE state = 'failed' AND ($1::text IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
      [cursor, limit],
    );
  }

  async count(): Promise<number> {
    const row = await this.database.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM platform.outbox WHERE state = 'failed'`,
    );
    return row!.n;
  }

  /** All of its tries are before it again. */
  async tryAgain(id: Id<'obx'>, by: string): Promise<Result<null, NotGivenUp>> {
    // Without its key: a newer row of the same work may wait by now, and doing it twice does no harm.
    const row = await this.database.one<{ name: string }>(
      `UPDATE platform.outbox SET state = 'pending', attempts = 0, generation = generation + 1, key = NULL,
              next_at = now(), lease_until = NULL, done_at = NULL
        WHERE id = $1 AND state = 'failed' RETURNING name`,
      [id],
    );
    if (!row) return notGivenUp();
    this.logger.info({ job: row.name, row: id, by }, 'A job that was given up is tried again');
    this.bell.ring();
    return ok(null);
  }

  /** Nobody does it any more; how it failed stays with it. */
  async drop(id: Id<'obx'>, by: string): Promise<Result<null, NotGivenUp>> {
    const row = await this.database.one<{ name: string }>(
      `UPDATE platform.outbox SET state = 'done', done_at = now() WHERE id = $1 AND state = 'failed' RETURNING name`,
      [id],
    );
    if (!row) return notGivenUp();
    this.logger.info({ job: row.name, row: id, by }, 'A job that was given up is let be');
    return ok(null);
  }
}

const notGivenUp = () =>
  err<NotGivenUp>({
    code: 'PLATFORM.JOB_NOT_GIVEN_UP',
    detail: 'Somebody else has seen to it, or it was never given up',
  });
