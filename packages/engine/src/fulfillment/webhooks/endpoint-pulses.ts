import { Inject, Injectable } from '@nestjs/common';
import { afterBeat, HEALTHY, type Beat, type EndpointPulse } from '@sidestall/fulfillment';
import type { Id } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import type { Logger } from '../../platform/logger.ts';
import { LOGGER } from '../../platform/tokens.ts';
import { EndpointEvents } from './endpoint-events.ts';

/** How attempts at an endpoint went, in the order they ended. */
export interface EndpointBeat extends Beat {
  readonly endpointId: Id<'end'>;
  /** It was well when this attempt began: if it succeeded, that is no news. */
  readonly wasWell: boolean;
}

/** How long successes that are no news wait for company. */
const GATHER_MS = 1_000;
/** More than a worker has in the air: an outage of the database lasts no longer than its attempts do. */
const MOST_LATE = 10_000;

interface PulseRow {
  readonly id: Id<'end'>;
  readonly state: EndpointPulse['state'];
  readonly breaker: Partial<Pick<EndpointPulse, 'minutes' | 'timeoutsInARow' | 'trips'>>;
  readonly heldUntil: number | null;
  readonly pace: number;
  readonly failingSince: number | null;
  readonly lastError: string | null;
  readonly now: number;
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** Keeps the pulse of endpoints: the circuit breaker, the pace, and since when one fails. */
@Injectable()
export class EndpointPulses {
  /** Successes of endpoints that are well, not written yet. */
  readonly #fine = new Map<Id<'end'>, number>();
  /** What could not be counted when it was told. */
  #late: readonly EndpointBeat[] = [];
  #writtenAt = 0;

  constructor(
    private readonly database: Database,
    private readonly events: EndpointEvents,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Counts attempts in. In a transaction of its own, so that an endpoint is held for a moment only and those who take
   * deliveries on hardly ever find it so; successes that are no news are written once a second, or with the next that is.
   */
  async count(told: readonly EndpointBeat[]): Promise<void> {
    const news = told.filter((beat) => {
      if (!beat.wasWell || !isFine(beat.status)) return true;
      this.#fine.set(beat.endpointId, (this.#fine.get(beat.endpointId) ?? 0) + 1);
      return false;
    });
    if (news.length === 0 && performance.now() - this.#writtenAt < GATHER_MS) return;
    this.#writtenAt = performance.now();
    const before = [...this.#fine].map(([endpointId, times]): EndpointBeat => ({
      endpointId,
      times,
      status: 200,
      errorClass: null,
      wasWell: true,
    }));
    this.#fine.clear();
    const beats = [...this.#late, ...before, ...news];
    this.#late = [];
    try {
      await this.#countIn(beats);
    } catch (error) {
      // The attempts themselves are written down: only their count is owed, and paid with the next.
      this.#late = [...this.#late, ...beats].slice(-MOST_LATE);
      this.logger.warn({ err: error }, 'Attempts could not be counted; they are counted with the next');
    }
  }

  async #countIn(beats: readonly EndpointBeat[]): Promise<void> {
    if (beats.length === 0) return;
    await this.database.transaction(async (tx) => {
      const rows = await this.#lock(tx, [...new Set(beats.map(({ endpointId }) => endpointId))]);
      const changed = rows.map((row) => {
        const mine = beats.filter(({ endpointId }) => endpointId === row.id);
        const before: EndpointPulse = { ...HEALTHY, ...row.breaker, ...row };
        const after = mine.reduce((pulse, beat) => afterBeat(pulse, beat, row.now), before);
        return { id: row.id, before, after, hasSucceeded: mine.some(({ status }) => isFine(status)) };
      });
      await this.#write(tx, changed);
      await this.events.note(
        tx,
        changed
          .filter(({ before, after }) => before.state !== 'degraded' && after.state === 'degraded')
          .map(({ id, after }) => ({
            endpointId: id,
            type: 'endpoint.degraded',
            detail: { error: after.lastError, trips: after.trips },
          })),
      );
    });
  }

  async #lock(tx: Tx, ids: readonly Id<'end'>[]): Promise<PulseRow[]> {
    return await tx.rows<PulseRow>(
      `SELECT id, state, breaker, ${ms('held_until')} AS "heldUntil", pace, ${ms('failing_since')} AS "failingSince",
              last_error AS "lastError", ${ms('clock_timestamp()')} AS now
         FROM fulfillment.endpoint WHERE id = ANY($1) AND state IN ('active', 'degraded', 'probing')
        ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  async #write(
    tx: Tx,
    changed: readonly { readonly id: Id<'end'>; readonly after: EndpointPulse; readonly hasSucceeded: boolean }[],
  ): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.endpoint e
          SET state = p.state, breaker = p.breaker, held_until = to_timestamp(p.held_until / 1000), pace = p.pace,
              failing_since = to_timestamp(p.failing_since / 1000), last_error = p.last_error,
              last_success_at = CASE WHEN p.has_succeeded THEN now() ELSE e.last_success_at END
         FROM jsonb_to_recordset($1::jsonb) AS p(id text, state text, breaker jsonb, held_until float8, pace float8,
           failing_since float8, last_error text, has_succeeded boolean) WHERE e.id = p.id`,
      [
        JSON.stringify(
          changed.map(({ id, after, hasSucceeded }) => ({
            id,
            state: after.state,
            breaker: { minutes: after.minutes, timeoutsInARow: after.timeoutsInARow, trips: after.trips },
            held_until: after.heldUntil,
            pace: after.pace,
            failing_since: after.failingSince,
            last_error: after.lastError,
            has_succeeded: hasSucceeded,
          })),
        ),
      ],
    );
  }
}

const isFine = (status: number | null): boolean => status !== null && status >= 200 && status < 300;
