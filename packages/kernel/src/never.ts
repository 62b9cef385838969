/** Makes a `switch` exhaustive: a case that was forgotten does not compile, and one that slips through throws. */
export function assertNever(value: never, what = 'case'): never {
  throw new Error(`Unhandled ${what}: ${JSON.stringify(value)}`);
}
