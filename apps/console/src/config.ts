import { z } from 'zod';

const zOrigin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''));

const consoleEnv = z.object({
  CONSOLE_PORT: z.coerce.number().int().min(0).max(65_535).default(4003),
  CONSOLE_HOST: z.string().default('0.0.0.0'),
  PUBLIC_API_URL: zOrigin.default('http://localhost:4000'),
  PUBLIC_LIVE_URL: zOrigin.default('http://localhost:4001'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface ConsoleConfig {
  readonly port: number;
  readonly host: string;
  readonly apiUrl: string;
  readonly liveUrl: string;
  readonly logLevel: string;
}

/** Reads the process's variables once; an error names the variable and never its value. */
export function loadConfig(): ConsoleConfig {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = consoleEnv.safeParse(given);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`Check the environment: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not usable`);
  }
  const env = result.data;
  return {
    port: env.CONSOLE_PORT,
    host: env.CONSOLE_HOST,
    apiUrl: env.PUBLIC_API_URL,
    liveUrl: env.PUBLIC_LIVE_URL,
    logLevel: env.LOG_LEVEL,
  };
}
