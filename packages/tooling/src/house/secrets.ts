import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the parts of one house share and nobody else knows; made once and kept with the data. */
export interface Secrets {
  readonly postgresPassword: string;
  readonly appSecret: string;
  readonly stripeSecretKey: string;
  readonly stripePublishableKey: string;
  readonly stripeWebhookSecret: string;
  readonly stripeThinWebhookSecret: string;
  readonly northwindApiKey: string;
  readonly northwindWebhookSecret: string;
  readonly harborApiKey: string;
  readonly harborWebhookSecret: string;
}

const text = (bytes: number): string => randomBytes(bytes).toString('hex');
const webhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function makeSecrets(): Secrets {
  return {
    postgresPassword: text(16),
    appSecret: text(32),
    stripeSecretKey: 'sk_test_sandbox_sidestall',
    stripePublishableKey: 'pk_test_sandbox_sidestall',
    stripeWebhookSecret: webhookSecret(),
    stripeThinWebhookSecret: webhookSecret(),
    northwindApiKey: `sk_retail_northwind_demo_${text(16)}`,
    northwindWebhookSecret: webhookSecret(),
    harborApiKey: `sk_retail_harbor_demo_${text(16)}`,
    harborWebhookSecret: webhookSecret(),
  };
}

/** Reads the secrets of a data folder, making those that are missing. Only the owner may read the file. */
export function keptSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = { ...makeSecrets(), ...known };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}
