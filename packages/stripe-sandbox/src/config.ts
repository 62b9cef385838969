/** The sandbox's settings, read once from the environment. */
export interface SandboxConfig {
  port: number;
  host: string;
  dataFile: string | undefined;
  publicUrl: string | undefined;
  /** `events` are the kinds it is told of, as an endpoint's enabled events. */
  webhook: { url: string; secret: string; events: readonly string[] } | undefined;
  thinWebhook: { url: string; secret: string } | undefined;
  /** Seconds until a charge's money is available. */
  settlesAfter: number | undefined;
  checksAnswers: boolean;
}

/** Reads and checks the environment; an error names the variable and never its value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): SandboxConfig {
  if (env['NODE_ENV'] === 'production' && env['STRIPE_SANDBOX_ALLOW_PRODUCTION'] !== 'yes') {
    throw new Error(
      'The Stripe sandbox moves no real money and does not start with NODE_ENV=production. Set STRIPE_SANDBOX_ALLOW_PRODUCTION=yes if you mean it.',
    );
  }
  const port = Number(env['STRIPE_SANDBOX_PORT'] || 4010);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('STRIPE_SANDBOX_PORT must be a port number.');
  const settles = env['STRIPE_SANDBOX_SETTLES_AFTER'];
  if (settles && !/^\d{1,8}$/.test(settles))
    throw new Error('STRIPE_SANDBOX_SETTLES_AFTER must be a number of seconds.');
  const url = env['STRIPE_SANDBOX_WEBHOOK_URL'];
  const secret = env['STRIPE_SANDBOX_WEBHOOK_SECRET'];
  if (url && !secret)
    throw new Error('STRIPE_SANDBOX_WEBHOOK_SECRET is needed to sign what goes to STRIPE_SANDBOX_WEBHOOK_URL.');
  const thinUrl = env['STRIPE_SANDBOX_THIN_WEBHOOK_URL'];
  const thinSecret = env['STRIPE_SANDBOX_THIN_WEBHOOK_SECRET'];
  if (thinUrl && !thinSecret)
    throw new Error(
      'STRIPE_SANDBOX_THIN_WEBHOOK_SECRET is needed to sign what goes to STRIPE_SANDBOX_THIN_WEBHOOK_URL.',
    );
  for (const name of ['STRIPE_SANDBOX_WEBHOOK_URL', 'STRIPE_SANDBOX_THIN_WEBHOOK_URL', 'STRIPE_SANDBOX_PUBLIC_URL']) {
    const value = env[name];
    if (value && !/^https?:\/\//.test(value)) throw new Error(`${name} must be an http(s) URL.`);
  }
  return {
    port,
    host: env['STRIPE_SANDBOX_HOST'] || '127.0.0.1',
    dataFile: env['STRIPE_SANDBOX_DATA'] || undefined,
    publicUrl: env['STRIPE_SANDBOX_PUBLIC_URL']?.replace(/\/+$/, '') || undefined,
    webhook:
      url && secret ? { url, secret, events: (env['STRIPE_SANDBOX_WEBHOOK_EVENTS'] || '*').split(',') } : undefined,
    checksAnswers: env['STRIPE_SANDBOX_CHECKS'] !== 'off',
    settlesAfter: settles ? Number(settles) : undefined,
    thinWebhook: thinUrl && thinSecret ? { url: thinUrl, secret: thinSecret } : undefined,
  };
}
