import { Injectable } from '@nestjs/common';
import type { RetailerTerms } from '@sidestall/fulfillment';
import { newId, type Id, type RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

/** What was agreed with a retailer besides prices. */
export interface AgreedTerms extends RetailerTerms {
  /** Hours of working days to say whether something can still be canceled. */
  readonly cancelAnswerHours: number;
  /** What it means when it does not say. */
  readonly cancelSilence: 'cancel' | 'keep';
  /** It ships all of what it is asked for, or nothing. */
  readonly isWholeOrderOnly: boolean;
  /** Shipping what was not answered yet accepts it. */
  readonly acceptsByShipping: boolean;
}

export interface RetailerRecord {
  readonly id: RetailerId;
  readonly slug: string;
  readonly name: string;
  readonly priority: number;
  readonly shipsFrom: string;
  readonly shipsTo: readonly string[];
  readonly isActive: boolean;
  readonly acceptWithinSeconds: number;
  readonly shipWithinSeconds: number;
  readonly terms: AgreedTerms;
  /** Absent for a partner that polls. */
  readonly endpointId: Id<'end'> | null;
  readonly endpointState: 'active' | 'disabled' | null;
}

const RETAILER = `r.id, r.slug, r.name, r.priority, r.ships_from AS "shipsFrom", r.ships_to AS "shipsTo",
  jsonb_build_object('calendar', jsonb_build_object('timeZone', r.time_zone, 'workingDays', r.working_days,
      'holidays', r.holidays, 'cutOff', r.cut_off),
    'acceptHours', r.accept_hours, 'acceptWithinSeconds', r.accept_within_seconds,
    'shipDays', r.ship_days, 'shipWithinSeconds', r.ship_within_seconds, 'autoCancelDays', r.auto_cancel_days,
    'cancelAnswerHours', r.cancel_answer_hours, 'cancelSilence', r.cancel_silence,
    'isWholeOrderOnly', r.is_whole_order_only, 'acceptsByShipping', r.accepts_by_shipping) AS terms,
  r.is_active AS "isActive", r.accept_within_seconds AS "acceptWithinSeconds", r.ship_within_seconds AS "shipWithinSeconds",
  e.id AS "endpointId", e.state AS "endpointState"`;

/** Of several endpoints the one that works best. */
const ENDPOINT = `LEFT JOIN LATERAL (
  SELECT e.id, CASE WHEN e.state IN ('active', 'degraded', 'probing') THEN 'active' ELSE 'disabled' END AS state
    FROM fulfillment.endpoint e WHERE e.retailer_id = r.id AND e.deleted_at IS NULL ORDER BY 2, 1 LIMIT 1) e ON true`;

/** The SQL of retailers, their keys and their endpoints. */
@Injectable()
export class RetailerStore {
  async all(sql: Sql): Promise<RetailerRecord[]> {
    return await sql.rows<RetailerRecord>(`SELECT ${RETAILER} FROM fulfillment.retailer r ${ENDPOINT} ORDER BY r.id`);
  }

  async named(sql: Sql, ids: readonly RetailerId[]): Promise<Map<RetailerId, RetailerRecord>> {
    const rows = await sql.rows<RetailerRecord>(
      `SELECT ${RETAILER} FROM fulfillment.retailer r ${ENDPOINT}
        WHERE r.id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * Writes the retailer down, by its slug; says which id it has, and whether somebody changed it at the console since: then
   * nothing of it is written.
   */
  async upsert(
    tx: Tx,
    retailer: Omit<RetailerRecord, 'id' | 'endpointId' | 'endpointState' | 'isActive' | 'terms'>,
  ): Promise<{ readonly id: RetailerId; readonly isKept: boolean }> {
    const written = await tx.one<{ id: RetailerId }>(
      `INSERT INTO fulfillment.retailer (id, slug, name, priority, ships_from, ships_to, accept_within_seconds, ship_within_seconds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (slug) DO UPDATE SET name = excluded.name, priority = excluded.priority, ships_from = excluded.ships_from,
         ships_to = excluded.ships_to, accept_within_seconds = excluded.accept_within_seconds,
         ship_within_seconds = excluded.ship_within_seconds WHERE retailer.settings_version = 1
       RETURNING id`,
      [
        newId('ret'),
        retailer.slug,
        retailer.name,
        retailer.priority,
        retailer.shipsFrom,
        retailer.shipsTo,
        retailer.acceptWithinSeconds,
        retailer.shipWithinSeconds,
      ],
    );
    if (written) return { id: written.id, isKept: false };
    const known = await tx.one<{ id: RetailerId }>(`SELECT id FROM fulfillment.retailer WHERE slug = $1`, [
      retailer.slug,
    ]);
    return { id: known!.id, isKept: true };
  }

  /** Changes what was agreed; what is left out stays. */
  async setTerms(
    tx: Tx,
    id: RetailerId,
    { calendar, ...terms }: Partial<Omit<AgreedTerms, 'acceptWithinSeconds' | 'shipWithinSeconds'>>,
  ): Promise<void> {
    await tx.rows(
      `UPDATE fulfillment.retailer r
          SET time_zone = coalesce(t.time_zone, r.time_zone), working_days = coalesce(t.working_days, r.working_days),
              holidays = coalesce(t.holidays, r.holidays), cut_off = CASE WHEN t.has_calendar THEN t.cut_off ELSE r.cut_off END,
              accept_hours = coalesce(t.accept_hours, r.accept_hours), ship_days = coalesce(t.ship_days, r.ship_days),
              auto_cancel_days = coalesce(t.auto_cancel_days, r.auto_cancel_days),
              cancel_answer_hours = coalesce(t.cancel_answer_hours, r.cancel_answer_hours),
              cancel_silence = coalesce(t.cancel_silence, r.cancel_silence),
              is_whole_order_only = coalesce(t.is_whole_order_only, r.is_whole_order_only),
              accepts_by_shipping = coalesce(t.accepts_by_shipping, r.accepts_by_shipping)
         FROM jsonb_to_record($2) AS t(has_calendar boolean, time_zone text, working_days int[], holidays text[], cut_off text,
              accept_hours int, ship_days int, auto_cancel_days int, cancel_answer_hours int, cancel_silence text,
              is_whole_order_only boolean, accepts_by_shipping boolean)
        WHERE r.id = $1`,
      [
        id,
        JSON.stringify({
          has_calendar: calendar !== undefined,
          time_zone: calendar?.timeZone,
          working_days: calendar?.workingDays,
          holidays: calendar?.holidays,
          cut_off: calendar?.cutOff,
          accept_hours: terms.acceptHours,
          ship_days: terms.shipDays,
          auto_cancel_days: terms.autoCancelDays,
          cancel_answer_hours: terms.cancelAnswerHours,
          cancel_silence: terms.cancelSilence,
          is_whole_order_only: terms.isWholeOrderOnly,
          accepts_by_shipping: terms.acceptsByShipping,
        }),
      ],
    );
  }

  /** False when the key belongs to somebody else. */
  async addKey(tx: Tx, retailerId: RetailerId, keyHash: string): Promise<boolean> {
    await tx.rows(
      `INSERT INTO fulfillment.retailer_key (id, retailer_id, key_hash) VALUES ($1, $2, $3) ON CONFLICT (key_hash) DO NOTHING`,
      [newId('key'), retailerId, keyHash],
    );
    const owner = await tx.one<{ retailer_id: string }>(
      `SELECT retailer_id FROM fulfillment.retailer_key WHERE key_hash = $1`,
      [keyHash],
    );
    return owner?.retailer_id === retailerId;
  }

  async setContact(tx: Tx, id: RetailerId, email: string): Promise<void> {
    await tx.rows(`UPDATE fulfillment.retailer SET contact_email = $2 WHERE id = $1`, [id, email]);
  }

  /** The endpoint of a registration, ready at once: the retailer's first, with these secrets and no other. */
  async setEndpoint(
    tx: Tx,
    retailerId: RetailerId,
    url: string,
    secrets: readonly { readonly sealed: string; readonly hint: string }[],
  ): Promise<void> {
    const known = await tx.one<{ id: Id<'end'> }>(
      `UPDATE fulfillment.endpoint SET url = $2, state = 'active', disabled_reason = NULL
        WHERE id = (SELECT id FROM fulfillment.endpoint WHERE retailer_id = $1 AND deleted_at IS NULL ORDER BY id LIMIT 1)
      RETURNING id`,
      [retailerId, url],
    );
    const id = known?.id ?? newId('end');
    if (!known) {
      await tx.rows(`INSERT INTO fulfillment.endpoint (id, retailer_id, url, verified_at) VALUES ($1, $2, $3, now())`, [
        id,
        retailerId,
        url,
      ]);
    }
    await tx.rows(`DELETE FROM fulfillment.endpoint_secret WHERE endpoint_id = $1`, [id]);
    await tx.rows(
      `INSERT INTO fulfillment.endpoint_secret (id, endpoint_id, sealed, hint, created_at)
       SELECT s.id, $1, s.sealed, s.hint, now() - make_interval(secs => s.place)
         FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS s(id, sealed, hint, place)`,
      [id, secrets.map(() => newId('eds')), secrets.map(({ sealed }) => sealed), secrets.map(({ hint }) => hint)],
    );
  }
}
