import type { StripeError } from './channel.ts';

export type Hash = { [key: string]: unknown };

/** Stripe's form encoding of nested parameters; what is undefined or null is left out. */
export function encodeForm(params: Hash): URLSearchParams {
  const form = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) value.forEach((item, index) => add(`${name}[${index}]`, item));
    else if (typeof value === 'object') for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item);
    else form.append(name, String(value as string | number | boolean));
  };
  for (const [key, value] of Object.entries(params)) add(key, value);
  return form;
}

/** Calls the sandbox's API with the publishable key. Never rejects: a refusal or a dead line comes back as `error`. */
export async function callApi<T>(
  origin: string,
  key: string,
  method: 'GET' | 'POST',
  path: string,
  params: Hash = {},
): Promise<{ value: T; error?: undefined } | { value?: undefined; error: StripeError }> {
  const form = encodeForm(params);
  const url = new URL(path, origin);
  if (method === 'GET') for (const [name, value] of form) url.searchParams.append(name, value);
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { body: form } : {}),
      credentials: 'omit',
    });
    const body = (await answer.json()) as T & { error?: StripeError };
    return answer.ok
      ? { value: body }
      : { error: body.error ?? { type: 'api_error', message: 'An unknown error occurred.' } };
  } catch {
    return {
      error: {
        type: 'api_connection_error',
        message: 'An error occurred with our connection to Stripe. Please check your network and try again.',
      },
    };
  }
}
