import path from 'node:path';
import { MODES, type Mode } from './rules.ts';

export interface RetailerConfig {
  readonly slug: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly webhookSecrets: readonly string[];
  readonly dataDir: string;
  readonly shipAfterMs: number;
  readonly mode: Mode;
}

/** The surroundings are not as this process needs them; names variables, never their values. */
export class ConfigError extends Error {}

/** Reads what this retailer needs from the environment, once. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): RetailerConfig {
  const missing = ['RETAILER_SLUG', 'RETAILER_API_KEY', 'RETAILER_WEBHOOK_SECRET', 'SIDESTALL_API_URL'].filter(
    (name) => !env[name],
  );
  if (missing.length > 0) throw new ConfigError(`Check the environment: ${missing.join(', ')} not set`);
  const whole = (name: string, otherwise: number): number => {
    const value = Number(env[name] || otherwise);
    if (!Number.isSafeInteger(value) || value < 0) throw new ConfigError(`${name} is not a whole number`);
    return value;
  };
  const slug = env['RETAILER_SLUG']!;
  if (!/^[a-z0-9-]{1,40}$/.test(slug)) throw new ConfigError('RETAILER_SLUG is lower-case letters, digits and hyphens');
  const mode = env['RETAILER_MODE'] || 'accept';
  if (!MODES.includes(mode as Mode)) throw new ConfigError(`RETAILER_MODE is one of ${MODES.join(', ')}`);
  return {
    slug,
    name: env['RETAILER_NAME'] || slug[0]!.toUpperCase() + slug.slice(1),
    host: env['HOST'] || '127.0.0.1',
    port: whole('PORT', 4021),
    apiUrl: env['SIDESTALL_API_URL']!,
    apiKey: env['RETAILER_API_KEY']!,
    // While a secret is being rotated: the new and the old one.
    webhookSecrets: env['RETAILER_WEBHOOK_SECRET']!.split(',').filter(Boolean),
    dataDir: path.resolve(env['RETAILER_DATA'] || path.join('.sidestall', 'retailers', slug)),
    shipAfterMs: whole('RETAILER_SHIP_AFTER_MS', 8_000),
    mode: mode as Mode,
  };
}
