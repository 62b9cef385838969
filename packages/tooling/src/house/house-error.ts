/** A stage did not succeed: says which, why, and what a person can do about it. */
export class HouseError extends Error {
  readonly stage: string;
  readonly hint: string;

  constructor(stage: string, message: string, hint: string) {
    super(message);
    this.stage = stage;
    this.hint = hint;
  }
}
