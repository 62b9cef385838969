import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type { Logger } from 'pino';

/** What never appears in a log, at whatever depth people tend to put it. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'email',
  'orderToken',
  'clientSecret',
  'card',
  'shippingAddress',
];

/** The log of one process: JSON lines with ids to follow an order by, and nothing personal or secret. */
export function makeLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers["${key}"]`]),
      censor: '[redacted]',
    },
    serializers: {
      err: (error: Error & { code?: string; type?: string }) => ({
        type: error.type ?? error.name,
        code: error.code,
        message: error.message,
        stack: error.stack,
      }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
