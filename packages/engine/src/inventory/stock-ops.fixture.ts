export const OPS = [
  'hold',
  'hold many',
  'hold in transaction',
  'hold in drop',
  'hold again',
  'reserve',
  'expire',
  'give up',
  'ship',
  'count',
  'return',
  'keep safe',
  'want',
  'offer',
  'take offer',
  'hand back',
  'allot',
  'close',
] as const;

/** What somebody does. `pick` and `other` choose of whatever is there at the time. */
export interface Op {
  readonly kind: (typeof OPS)[number];
  readonly pick: number;
  readonly other: number;
  readonly quantity: number;
  /** How many do the same at once. */
  readonly times: number;
}
