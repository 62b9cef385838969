import { randomUUID } from 'node:crypto';
import { newId } from '@sidestall/kernel';
import { betterAuth } from 'better-auth';
import pg from 'pg';
import { QuietClient } from '../platform/quiet-client.ts';

/** The cookie a console session lives in; over https the library puts `__Secure-` before it. */
export const SESSION_COOKIE = 'stall_session';
const SESSION_SECONDS = 14 * 24 * 3600;
const RENEW_SECONDS = 24 * 3600;

export interface MemberAuthOptions {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly consoleUrl: string;
  readonly secret: string;
}

/** Who signs in and how sessions are kept: better-auth on tables of our own naming in the schema `identity`. */
export function memberAuthOptions(options: MemberAuthOptions) {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 3,
    options: '-c search_path=identity',
    application_name: 'sidestall-identity',
    connectionTimeoutMillis: 5_000,
    Client: QuietClient,
  });
  pool.on('error', () => undefined); // An idle connection that breaks is replaced.
  return {
    database: pool,
    secret: options.secret,
    baseURL: options.apiUrl,
    trustedOrigins: [options.consoleUrl],
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: 10, maxPasswordLength: 200 },
    user: { modelName: 'member', fields: { emailVerified: 'email_verified', ...STAMPS } },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: RENEW_SECONDS,
      fields: {
        userId: 'member_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...STAMPS,
      },
    },
    account: {
      fields: {
        userId: 'member_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...STAMPS,
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...STAMPS } },
    advanced: {
      useSecureCookies: options.apiUrl.startsWith('https:'),
      cookies: { session_token: { name: SESSION_COOKIE, attributes: { httpOnly: true, sameSite: 'lax' as const } } },
      database: {
        generateId: ({ model }: { model: string }) =>
          model === 'user' || model === 'member' ? newId('mem') : randomUUID(),
      },
    },
    // The only doors are the methods below, each behind our own limits; nothing of the library is mounted.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
  };
}

const STAMPS = { createdAt: 'created_at', updatedAt: 'updated_at' };

type Auth = ReturnType<typeof betterAuth<ReturnType<typeof memberAuthOptions>>>;

/** The sign-in library, made once a process. */
export class MemberAuth {
  readonly options: ReturnType<typeof memberAuthOptions>;
  readonly api: Auth['api'];

  constructor(options: MemberAuthOptions) {
    this.options = memberAuthOptions(options);
    this.api = betterAuth(this.options).api;
  }

  async close(): Promise<void> {
    await this.options.database.end();
  }
}
