/** A drop as far as its period goes. `state` says whether it still counts; the period alone says whether it is open. */
export interface DropPeriod {
  readonly state: 'planned' | 'closed' | 'canceled';
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Where a drop stands at that moment: open from its first instant, ended at its last. */
export function dropState(
  { state, startsAt, endsAt }: DropPeriod,
  now: Date,
): 'scheduled' | 'open' | 'ended' | 'canceled' {
  if (state === 'canceled') return 'canceled';
  if (state === 'closed' || now >= endsAt) return 'ended';
  return now < startsAt ? 'scheduled' : 'open';
}
