import { Inject, Injectable } from '@nestjs/common';
import type { Admission, Failure } from '@sidestall/contracts';
import { err, newId, ok, type QuoteId, type Result, type TicketId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';

/** How long an admitted buyer has to place the order before the place goes to the next. */
const ADMITTED_SECONDS = 60;
/** Who has not asked for so long has gone away, and holds nobody up. */
const GONE_SECONDS = 30;
/** A sum no buyer needs to be told more exactly than this. */
const MOST_SECONDS = 24 * 60 * 60;

interface TicketRow {
  readonly id: TicketId;
  readonly line: number;
  readonly state: 'waiting' | 'admitted' | 'used' | 'missed';
  readonly admittedUntil: Date | null;
}

const TICKET = `id, line, state, admitted_until AS "admittedUntil"`;

/**
 * Lets as many buyers pay as payments may be made, in the order they came: one bucket of permits in the database, filled
 * by the database's clock, that every API process draws from. Who finds it empty gets a place in line; asking again,
 * reloading or a second tab wins nothing. While nobody waits, passing costs one statement.
 */
@Injectable()
export class Turnstile {
  readonly #perSecond: number | null;

  constructor(
    private readonly database: Database,
    @Inject(ENGINE_CONFIG) config: EngineConfig,
  ) {
    this.#perSecond = config.paymentsPerSecond ?? null;
  }

  get isOn(): boolean {
    return this.#perSecond !== null;
  }

  /** May this quote be paid now? A place in line, once admitted, may be used for a newer quote of the same buyer too. */
  async pass(
    quoteId: QuoteId,
    ticketId: TicketId | undefined,
  ): Promise<Result<null, Failure<'ORDERING.WAIT_YOUR_TURN'>>> {
    if (this.#perSecond === null) return ok(null);
    if (!ticketId && (await this.#draw())) return ok(null);
    const { ticket, ahead, secondsLeft } = await this.database.transaction(async (tx) => {
      const filled = await this.#fill(tx);
      const own = (ticketId && (await this.#ask(tx, ticketId))) || (await this.#join(tx, quoteId));
      const free = await this.#admit(tx, filled);
      const after = (await this.#find(tx, own.id))!;
      if (after.state === 'admitted') {
        await tx.rows(`UPDATE ordering.ticket SET state = 'used' WHERE id = $1`, [after.id]);
      }
      return { ticket: after, ...(await this.#standing(tx, after, free)) };
    });
    if (ticket.state === 'admitted') return ok(null);
    return err({
      code: 'ORDERING.WAIT_YOUR_TURN',
      detail:
        ahead === 0
          ? 'You are next in line to pay. Nothing was charged yet'
          : `Many are paying right now; ${ahead} came before you. Nothing was charged yet`,
      extra: { ticketId: ticket.id, ahead, secondsLeft },
    });
  }

  /** Where a place in line stands; asking keeps it alive. Null when there is no such place. */
  async look(ticketId: TicketId): Promise<Admission | null> {
    return this.database.transaction(async (tx) => {
      const filled = await this.#fill(tx);
      if (!(await this.#ask(tx, ticketId))) return null;
      const free = await this.#admit(tx, filled);
      const ticket = (await this.#find(tx, ticketId))!;
      const { now } = (await tx.one<{ now: Date }>(`SELECT clock_timestamp() AS now`))!;
      return {
        ticketId,
        ...(await this.#standing(tx, ticket, free)),
        isAdmitted: ticket.state === 'admitted',
        admittedUntil: ticket.state === 'admitted' ? ticket.admittedUntil!.toISOString() : null,
        serverTime: now.toISOString(),
      };
    });
  }

  /** Takes a permit if nobody waits and one is free, in one statement. */
  async #draw(): Promise<boolean> {
    const row = await this.database.one(
      `INSERT INTO ordering.turnstile AS t (name, free, filled_at) VALUES ('payments', $1 - 1, clock_timestamp())
       ON CONFLICT (name) DO UPDATE SET free = ${FILLED} - 1, filled_at = greatest(t.filled_at, clock_timestamp())
        WHERE ${FILLED} >= 1 AND NOT EXISTS (${WAITING})
       RETURNING free`,
      [this.#burst(), this.#perSecond],
    );
    return row !== null;
  }

  /** Fills the bucket up and answers what it holds. Everybody in line comes by here first, one after the other. */
  async #fill(tx: Tx): Promise<number> {
    const row = await tx.one<{ free: number }>(
      `INSERT INTO ordering.turnstile AS t (name, free, filled_at) VALUES ('payments', $1, clock_timestamp())
       ON CONFLICT (name) DO UPDATE SET free = ${FILLED}, filled_at = greatest(t.filled_at, clock_timestamp())
       RETURNING free`,
      [this.#burst(), this.#perSecond],
    );
    return row!.free;
  }

  /** Gives permits to those who wait, in line; answers how many are left. */
  async #admit(tx: Tx, filled: number): Promise<number> {
    const missed = await tx.rows(
      `UPDATE ordering.ticket SET state = 'missed' WHERE state = 'admitted' AND admitted_until < clock_timestamp()
       RETURNING id`,
    );
    const free = Math.min(this.#burst(), filled + missed.length);
    const admitted = await tx.rows(
      `UPDATE ordering.ticket SET state = 'admitted', admitted_until = clock_timestamp() + make_interval(secs => $2)
        WHERE id IN (SELECT id FROM (${WAITING}) w ORDER BY line LIMIT $1) RETURNING id`,
      [Math.floor(free), ADMITTED_SECONDS],
    );
    await tx.rows(`UPDATE ordering.turnstile SET free = $1 WHERE name = 'payments'`, [free - admitted.length]);
    return free - admitted.length;
  }

  /** The place of this quote, at the end of the line if it has none or gave it away. */
  async #join(tx: Tx, quoteId: QuoteId): Promise<TicketRow> {
    const row = await tx.one<TicketRow>(
      `INSERT INTO ordering.ticket AS t (id, quote_id) VALUES ($1, $2)
       ON CONFLICT (quote_id) DO UPDATE SET seen_at = clock_timestamp(),
          line = CASE WHEN t.state IN ('used', 'missed') THEN nextval(pg_get_serial_sequence('ordering.ticket', 'line')) ELSE t.line END,
          state = CASE WHEN t.state IN ('used', 'missed') THEN 'waiting' ELSE t.state END
       RETURNING ${TICKET}`,
      [newId('tkt'), quoteId],
    );
    return row!;
  }

  /** The place with this id, kept alive; one that was given away begins at the end of the line. */
  #ask(tx: Tx, ticketId: TicketId): Promise<TicketRow | null> {
    return tx.one(
      `UPDATE ordering.ticket t SET seen_at = clock_timestamp(),
              line = CASE WHEN t.state = 'missed' OR ${IS_GONE} THEN nextval(pg_get_serial_sequence('ordering.ticket', 'line')) ELSE t.line END,
              state = CASE WHEN t.state = 'missed' THEN 'waiting' ELSE t.state END
        WHERE id = $1 RETURNING ${TICKET}`,
      [ticketId],
    );
  }

  #find(tx: Tx, ticketId: TicketId): Promise<TicketRow | null> {
    return tx.one(`SELECT ${TICKET} FROM ordering.ticket WHERE id = $1`, [ticketId]);
  }

  async #standing(tx: Tx, ticket: TicketRow, free: number): Promise<{ ahead: number; secondsLeft: number }> {
    if (ticket.state !== 'waiting') return { ahead: 0, secondsLeft: 0 };
    const row = await tx.one<{ ahead: number }>(`SELECT count(*)::int AS ahead FROM (${WAITING}) w WHERE line < $1`, [
      ticket.line,
    ]);
    const { ahead } = row!;
    const seconds = Math.ceil(Math.max(0, ahead + 1 - free) / this.#perSecond!);
    return { ahead, secondsLeft: Math.min(MOST_SECONDS, Math.max(1, seconds)) };
  }

  /** A second's worth may pass at once, and always one. */
  #burst(): number {
    return Math.max(1, this.#perSecond!);
  }
}

/** What the bucket holds now: $1 is the most it holds, $2 what flows in each second. A clock that stepped back adds nothing. */
const FILLED = `least($1::float8, t.free + greatest(0, extract(epoch FROM clock_timestamp() - t.filled_at))::float8 * $2::float8)`;
/** Those in line who still ask. */
const WAITING = `SELECT id, line FROM ordering.ticket WHERE state = 'waiting' AND seen_at > clock_timestamp() - interval '${GONE_SECONDS} seconds'`;
/** Whoever was away so long that others may have been let through before them begins anew. */
const IS_GONE = `(t.state = 'waiting' AND t.seen_at <= clock_timestamp() - interval '${GONE_SECONDS} seconds')`;
