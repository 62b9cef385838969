/** What may become of a claim: it is firm once paid, and over once shipped, given up or expired. */
export const HOLD_TRANSITIONS = {
  held: ['reserved', 'closed'],
  reserved: ['closed'],
  closed: ['held'],
} as const satisfies Record<string, readonly string[]>;

export type HoldState = keyof typeof HOLD_TRANSITIONS;
