const DAY_MS = 86_400_000;

/** Banks show a refund to their customer within five to ten business days. */
export const REFUND_BUSINESS_DAYS = 10;

/** The day, as `YYYY-MM-DD`, by which a buyer sees a refund that was asked for then; weekends do not count. */
export function refundExpectedBy(askedAt: Date): string {
  const day = new Date(`${askedAt.toISOString().slice(0, 10)}T00:00:00Z`);
  let left = REFUND_BUSINESS_DAYS;
  while (left > 0) {
    day.setTime(day.getTime() + DAY_MS);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}
