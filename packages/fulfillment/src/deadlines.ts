import { addWorkingDays, addWorkingHours, onWorkingDay, type BusinessCalendar } from './business-calendar.ts';

/** What a retailer promised: how soon it answers and ships, and what follows when it does not. */
export interface RetailerTerms {
  readonly calendar: BusinessCalendar;
  /** Hours of working days; null for the seconds, counted day and night. */
  readonly acceptHours: number | null;
  readonly acceptWithinSeconds: number;
  /** Working days; null for the seconds, counted day and night. */
  readonly shipDays: number | null;
  readonly shipWithinSeconds: number;
  /** Working days after the day it should have left. */
  readonly autoCancelDays: number;
}

/** The instants a fulfillment order is measured by. */
export interface Deadlines {
  readonly acceptBy: Date;
  readonly shipBy: Date;
  /** What has not left by then is taken back. */
  readonly autoCancelAt: Date;
}

/** By the retailer's calendar, from when it is asked. Nothing has to leave before it has to be answered. */
export function deadlinesOf(terms: RetailerTerms, askedAt: Date): Deadlines {
  const { calendar, acceptHours, shipDays } = terms;
  const after = (seconds: number) => new Date(askedAt.getTime() + seconds * 1_000);
  const acceptBy =
    acceptHours === null ? after(terms.acceptWithinSeconds) : addWorkingHours(calendar, askedAt, acceptHours);
  const shipBy = shipDays === null ? after(terms.shipWithinSeconds) : addWorkingDays(calendar, askedAt, shipDays);
  const toShip = shipBy < acceptBy ? acceptBy : shipBy;
  // The cut-off is for what comes in; the days of grace are whole days, counted from the one that ends with `shipBy`.
  const grace = { ...calendar, cutOff: null };
  return {
    acceptBy,
    shipBy: toShip,
    autoCancelAt: addWorkingDays(grace, new Date(toShip.getTime() - 1), terms.autoCancelDays),
  };
}

/** Deadlines that stood still while it was held. */
export interface PostponedDeadlines {
  readonly acceptBy: Date;
  readonly shipBy: Date;
  readonly autoCancelAt: Date | null;
  /** Until when its retailer says whether it can still be canceled. */
  readonly answerBy: Date | null;
}

/**
 * Later by as long as it was held, they may fall on days nobody works: those that count working days move on to the next.
 * Nothing has to leave before it has to be answered.
 */
export function afterHold(
  terms: Pick<RetailerTerms, 'calendar' | 'acceptHours' | 'shipDays'>,
  { acceptBy, shipBy, autoCancelAt, answerBy }: PostponedDeadlines,
): PostponedDeadlines {
  const worked = (at: Date) => onWorkingDay(terms.calendar, at);
  const toAccept = terms.acceptHours === null ? acceptBy : worked(acceptBy);
  const toShip = terms.shipDays === null ? shipBy : worked(shipBy);
  return {
    acceptBy: toAccept,
    shipBy: toShip < toAccept ? toAccept : toShip,
    autoCancelAt: autoCancelAt && worked(autoCancelAt),
    answerBy: answerBy && worked(answerBy),
  };
}
