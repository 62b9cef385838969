import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { systemRandom, type Result } from '@sidestall/kernel';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

/** Something that answers SQL. Whole numbers and decimals come back as numbers, jsonb parsed, timestamptz as Date. */
export interface Sql {
  rows<R>(text: string, params?: readonly unknown[]): Promise<R[]>;
  one<R>(text: string, params?: readonly unknown[]): Promise<R | null>;
}

/** An open transaction. Only what holds one may write. */
export interface Tx extends Sql {
  /** The same transaction for TypeORM's entities. */
  readonly manager: EntityManager;
  /** Runs after the commit, never after a rollback; for wake-up calls whose loss does no harm. */
  afterCommit(run: () => void): void;
}

/** Deadlocks and serialization failures: the transaction had no effect and may simply run again. */
const RETRIABLE = new Set(['40001', '40P01']);
const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 25;

/** Each try waits for longer, by chance: those that met each other once do not set out together again. */
async function untilNoDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MAX_TRIES || !RETRIABLE.has((error as { code?: string }).code ?? '')) throw error;
      await pause(systemRandom.next() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

const names = new Map<string, string>();

/**
 * The statement under a name of its own, so that each connection plans it once: planning costs as much as running most
 * of ours. Texts are constants of the code, hence few.
 */
function prepared(text: string, params: readonly unknown[]): QueryConfig {
  if (params.length === 0) return { text };
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
  }
  return { name, text, values: params as unknown[] };
}

/** Carries an expected failure out of a transaction so that it rolls back; never leaves this file. */
class Undo extends Error {
  constructor(readonly result: Result<unknown, unknown>) {
    super('The transaction was undone');
  }
}

/** The one door to PostgreSQL. */
@Injectable()
export class Database implements Sql {
  #statements = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** How many statements this process has sent: benches and the statement budget read it. */
  get statements(): number {
    return this.#statements;
  }

  /** One statement by itself; run again after a deadlock, since it had no effect then. */
  rows<R>(text: string, params: readonly unknown[] = []): Promise<R[]> {
    const pool = (this.dataSource.driver as unknown as { master: Pick<Pool, 'query'> }).master;
    return untilNoDeadlock(async () => {
      this.#statements += 1;
      return (await pool.query(prepared(text, params))).rows as R[];
    });
  }

  async one<R>(text: string, params: readonly unknown[] = []): Promise<R | null> {
    return (await this.rows<R>(text, params))[0] ?? null;
  }

  /**
   * Runs the work in one transaction: all of it or nothing. The work may run again after a deadlock, so it must do
   * nothing but SQL; no HTTP, no queue.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return untilNoDeadlock(() => this.#once(work));
  }

  /** Like `transaction`, for work that may fail as expected: a failure undoes everything the work did. */
  async attempt<R extends Result<unknown, unknown>>(work: (tx: Tx) => Promise<R>): Promise<R> {
    try {
      return await this.transaction(async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new Undo(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Undo) return error.result as R;
      throw error;
    }
  }

  async #once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const afterCommit: (() => void)[] = [];
    const value = await this.#within(work, afterCommit);
    for (const run of afterCommit) run();
    return value;
  }

  async #within<T>(work: (tx: Tx) => Promise<T>, afterCommit: (() => void)[]): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const send = async <R>(text: string, params: readonly unknown[] = []): Promise<R[]> => {
        this.#statements += 1;
        return (await client.query(prepared(text, params))).rows as R[];
      };
      const tx: Tx = {
        manager: runner.manager,
        rows: send,
        one: async <R>(text: string, params?: readonly unknown[]) => (await send<R>(text, params))[0] ?? null,
        afterCommit: (run) => void afterCommit.push(run),
      };
      await runner.startTransaction();
      try {
        const value = await work(tx);
        await runner.commitTransaction();
        return value;
      } catch (error) {
        // The connection itself may be what broke; the first error is the one worth knowing.
        await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}
