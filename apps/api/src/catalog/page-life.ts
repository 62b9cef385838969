/** Answers that will be wrong soon, by what they are sent with, and in how many milliseconds. */
const lives = new WeakMap<object, number>();

/** Says that an answer is true no longer than that: a drop starts or ends then. `raw` is what it is sent with. */
export const limitLife = (raw: object, milliseconds: number): void => void lives.set(raw, milliseconds);

/** How long an answer is true at most. */
export const lifeOf = (raw: object): number => lives.get(raw) ?? Infinity;

/** How old an answer may be when it is sent from our own memory, at most. */
export const LONGEST_KEPT_MS = 1_000;
