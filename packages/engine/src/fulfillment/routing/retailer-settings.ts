import { Injectable } from '@nestjs/common';
import type { ChangeRetailerRequest, Failure, HouseRetailersWire, RetailerTermsWire } from '@sidestall/contracts';
import { calendarFault, deadlinesOf, type CalendarFault, type Deadlines } from '@sidestall/fulfillment';
import { err, ok, type Result, type RetailerId } from '@sidestall/kernel';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { Database } from '../../platform/database.ts';
import { RetailerSettingsStore, type KnownRetailer } from './retailer-settings.store.ts';

type NotFound = Failure<'FULFILLMENT.RETAILER_NOT_FOUND'>;
type Unusable = Failure<'FULFILLMENT.CALENDAR_INVALID'>;
export type ChangeRetailerFailure = NotFound | Unusable | Failure<'FULFILLMENT.RETAILER_CHANGED'>;

/** What who runs the house reads and changes of retailers: what routing goes by, and what was agreed on days and hours. */
@Injectable()
export class RetailerSettings {
  constructor(
    private readonly database: Database,
    private readonly settings: RetailerSettingsStore,
    private readonly inventory: InventoryService,
  ) {}

  /** By the order in which they are asked. */
  list(): Promise<HouseRetailersWire['retailers']> {
    return this.settings.list(this.database);
  }

  async find(id: RetailerId): Promise<Result<KnownRetailer, NotFound>> {
    const found = await this.settings.find(this.database, id);
    return found ? ok(found) : err({ code: 'FULFILLMENT.RETAILER_NOT_FOUND' });
  }

  /** For orders from now on; those that were asked for keep their deadlines. Fails when it is not as the caller saw it. */
  change(
    id: RetailerId,
    { version, settings }: ChangeRetailerRequest,
  ): Promise<Result<KnownRetailer, ChangeRetailerFailure>> {
    return this.database.attempt(async (tx) => {
      const fault = calendarFault(settings.terms.calendar);
      if (fault) return unusable(fault);
      const known = await this.settings.lock(tx, id);
      if (!known) return err({ code: 'FULFILLMENT.RETAILER_NOT_FOUND' });
      if (known.version !== version) {
        return err({
          code: 'FULFILLMENT.RETAILER_CHANGED',
          detail: 'Somebody else has saved changes since you opened it',
          extra: { version: known.version },
        });
      }
      await this.settings.set(tx, id, settings);
      const { name, shipsFrom, shipsTo, isActive } = settings;
      await this.inventory.setLocation(tx, { retailerId: id, name, shipsFrom, shipsTo, isActive });
      return ok((await this.settings.find(tx, id))!);
    });
  }

  /** The deadlines of an order that is asked for now, by terms that need not be saved. */
  async preview(terms: RetailerTermsWire): Promise<Result<Deadlines & { readonly askedAt: Date }, Unusable>> {
    const fault = calendarFault(terms.calendar);
    if (fault) return unusable(fault);
    const { now } = (await this.database.one<{ now: Date }>('SELECT now() AS now'))!;
    return ok({ askedAt: now, ...deadlinesOf(terms, now) });
  }
}

const FAULTS: Readonly<Record<CalendarFault, { readonly path: string; readonly message: string }>> = {
  time_zone: { path: 'calendar.timeZone', message: 'This time zone is not known; one is Europe/Berlin' },
  working_days: { path: 'calendar.workingDays', message: 'Name at least one day of the week' },
  holidays: { path: 'calendar.holidays', message: 'A day is not one, or nobody would work for about a year' },
  cut_off: { path: 'calendar.cutOff', message: 'This is not a time of the day' },
};

const unusable = (fault: CalendarFault) =>
  err<Unusable>({
    code: 'FULFILLMENT.CALENDAR_INVALID',
    detail: FAULTS[fault].message,
    fields: [FAULTS[fault]],
  });
