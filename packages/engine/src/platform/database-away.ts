const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
const STARTING_OR_STOPPING = ['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'];
/** Somebody holds a lock and does not go on, or the answer took too long. */
const WAITED_TOO_LONG = ['55P03', '57014', '25P03'];
/** The transaction lost against others again and again. */
const LOST_TO_OTHERS = ['40001', '40P01'];
const SAID =
  /timeout exceeded when trying to connect|connection (terminated|error)|connection timeout|query read timeout/i;

/** PostgreSQL gone, starting or stopping, out of connections or standing still: whoever asks now hears the same. */
export function isDatabaseAway(error: unknown): boolean {
  return isOneOf(error, [...NETWORK, ...STARTING_OR_STOPPING, ...WAITED_TOO_LONG]);
}

/** Nothing happened and the same may be tried again: the database is away, or others were faster each time. */
export function isPassing(error: unknown): boolean {
  return isDatabaseAway(error) || isOneOf(error, LOST_TO_OTHERS);
}

function isOneOf(error: unknown, codes: readonly string[]): boolean {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: unknown };
  if (codes.includes(code ?? '') || SAID.test(message ?? '')) return true;
  return cause instanceof Error && isOneOf(cause, codes);
}
