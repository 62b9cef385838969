import type { Context } from '../context.ts';
import type { PayoutSettings } from '../store/store.ts';

const DAY = 24 * 60 * 60;
const TASK = 'run_payouts';
export const SETTINGS = 'payouts';
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** How an account is paid out. As on Stripe a connected account is paid daily; the platform here keeps its money until it is told. */
export function payoutSettings(context: Context): PayoutSettings {
  return (
    context.scope.find('payout_settings', SETTINGS) ?? {
      id: SETTINGS,
      interval: context.scope.account === '' ? 'manual' : 'daily',
      weekly: [],
      monthly: [],
      minimum: {},
      descriptor: null,
    }
  );
}

export function changePayoutSettings(context: Context, change: Partial<PayoutSettings>): PayoutSettings {
  const settings = context.scope.put('payout_settings', { ...payoutSettings(context), ...change });
  context.scope.remove('due_task', TASK);
  expectPayoutRun(context);
  return settings;
}

/** Has the account's next payout run take place, unless it is paid out by hand only. */
export function expectPayoutRun(context: Context): void {
  const settings = payoutSettings(context);
  if (settings.interval === 'manual' || context.scope.find('due_task', TASK)) return;
  context.scope.put('due_task', { id: TASK, dueAt: nextRun(context.now, settings), kind: 'run_payouts', ref: '' });
}

/** The next midnight (UTC) of a day on which the schedule pays. */
export function nextRun(now: number, { interval, weekly, monthly }: PayoutSettings): number {
  const paysOn = (at: number): boolean => {
    const day = new Date(at * 1000);
    if (interval === 'weekly') return (weekly.length ? weekly : ['monday']).includes(WEEKDAYS[day.getUTCDay()] ?? '');
    if (interval === 'monthly') return (monthly.length ? monthly : [1]).includes(day.getUTCDate());
    return true;
  };
  let at = (Math.floor(now / DAY) + 1) * DAY;
  // The longest wait is for a day of the month that the next month lacks.
  for (let tries = 0; tries < 62 && !paysOn(at); tries += 1) at += DAY;
  return at;
}
