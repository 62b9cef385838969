import { Injectable } from '@nestjs/common';
import type { HouseRetailersWire, RetailerSettingsWire } from '@sidestall/contracts';
import { money, type RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** A retailer as it was agreed on, with the version that a change must name. */
export interface KnownRetailer {
  readonly id: RetailerId;
  readonly slug: string;
  readonly version: number;
  readonly settings: RetailerSettingsWire;
}

type Row = Omit<KnownRetailer, 'settings'> &
  Omit<RetailerSettingsWire, 'parcelCost' | 'unitCost' | 'place'> & {
    readonly parcelCostMinor: number | null;
    readonly unitCostMinor: number | null;
    readonly costCurrency: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
  };

const COLUMNS = `r.id, r.slug, r.settings_version AS version, r.name, r.contact_email AS "contactEmail", r.is_active AS "isActive",
  r.priority, r.ships_from AS "shipsFrom", trim(r.region) AS region, r.latitude, r.longitude, r.ships_to AS "shipsTo",
  r.ships_not_to AS "shipsNotTo", r.orders_a_day AS "ordersADay", r.parcel_cost_minor AS "parcelCostMinor",
  r.unit_cost_minor AS "unitCostMinor", r.cost_currency AS "costCurrency", r.promise_days AS "promiseDays",
  r.feed_age_limit_seconds AS "feedAgeLimitSeconds",
  jsonb_build_object('calendar', jsonb_build_object('timeZone', r.time_zone, 'workingDays', r.working_days,
      'holidays', r.holidays, 'cutOff', r.cut_off),
    'acceptHours', r.accept_hours, 'acceptWithinSeconds', r.accept_within_seconds,
    'shipDays', r.ship_days, 'shipWithinSeconds', r.ship_within_seconds, 'autoCancelDays', r.auto_cancel_days,
    'cancelAnswerHours', r.cancel_answer_hours, 'cancelSilence', r.cancel_silence,
    'isWholeOrderOnly', r.is_whole_order_only, 'acceptsByShipping', r.accepts_by_shipping) AS terms`;

/** The SQL of what people change of a retailer. */
@Injectable()
export class RetailerSettingsStore {
  async find(sql: Sql, id: RetailerId): Promise<KnownRetailer | null> {
    const row = await sql.one<Row>(`SELECT ${COLUMNS} FROM fulfillment.retailer r WHERE r.id = $1`, [id]);
    return row && read(row);
  }

  /** The same, held against change until the transaction ends. */
  async lock(tx: Tx, id: RetailerId): Promise<KnownRetailer | null> {
    const row = await tx.one<Row>(`SELECT ${COLUMNS} FROM fulfillment.retailer r WHERE r.id = $1 FOR UPDATE`, [id]);
    return row && read(row);
  }

  /** By the order in which they are asked. */
  async list(sql: Sql): Promise<HouseRetailersWire['retailers']> {
    return await sql.rows(
      `SELECT id, name, is_active AS "isActive", priority, ships_from AS "shipsFrom", ships_to AS "shipsTo",
              time_zone AS "timeZone"
         FROM fulfillment.retailer ORDER BY is_active DESC, priority, name, id`,
    );
  }

  /** Writes all of it; the caller holds the row. */
  async set(
    tx: Tx,
    id: RetailerId,
    { terms, place, parcelCost, unitCost, ...it }: RetailerSettingsWire,
  ): Promise<void> {
    const { calendar, ...agreed } = terms;
    await tx.rows(
      `UPDATE fulfillment.retailer
          SET name = $2, contact_email = $3, is_active = $4, priority = $5, ships_from = $6, region = $7, latitude = $8,
              longitude = $9, ships_to = $10, ships_not_to = $11, orders_a_day = $12, parcel_cost_minor = $13,
              unit_cost_minor = $14, cost_currency = $15, promise_days = $16, feed_age_limit_seconds = $17,
              time_zone = $18, working_days = $19, holidays = $20, cut_off = $21, accept_hours = $22,
              accept_within_seconds = $23, ship_days = $24, ship_within_seconds = $25, auto_cancel_days = $26,
              cancel_answer_hours = $27, cancel_silence = $28, is_whole_order_only = $29, accepts_by_shipping = $30,
              settings_version = settings_version + 1
        WHERE id = $1`,
      [
        id,
        it.name,
        it.contactEmail,
        it.isActive,
        it.priority,
        it.shipsFrom,
        it.region,
        place?.latitude ?? null,
        place?.longitude ?? null,
        it.shipsTo,
        it.shipsNotTo,
        it.ordersADay,
        parcelCost?.amount ?? null,
        unitCost?.amount ?? null,
        parcelCost?.currency ?? unitCost?.currency ?? null,
        it.promiseDays,
        it.feedAgeLimitSeconds,
        calendar.timeZone,
        calendar.workingDays,
        calendar.holidays,
        calendar.cutOff,
        agreed.acceptHours,
        agreed.acceptWithinSeconds,
        agreed.shipDays,
        agreed.shipWithinSeconds,
        agreed.autoCancelDays,
        agreed.cancelAnswerHours,
        agreed.cancelSilence,
        agreed.isWholeOrderOnly,
        agreed.acceptsByShipping,
      ],
    );
  }
}

function read(row: Row): KnownRetailer {
  const { id, slug, version, parcelCostMinor, unitCostMinor, costCurrency, latitude, longitude, ...settings } = row;
  const cost = (minor: number | null) => (minor === null || costCurrency === null ? null : money(minor, costCurrency));
  return {
    id,
    slug,
    version,
    settings: {
      ...settings,
      place: latitude === null || longitude === null ? null : { latitude, longitude },
      parcelCost: cost(parcelCostMinor),
      unitCost: cost(unitCostMinor),
    },
  };
}
