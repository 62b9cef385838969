// The page stands on the sandbox's own origin and uses what any program beside it may use: the control plane and the API.
const SECRET = 'sk_test_sandbox_sidestall';

export async function control<T = unknown>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`/_sandbox${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return read<T>(answer);
}

/** Calls Stripe's API as the shop's server would; with an account, as that connected account. */
export async function api<T = unknown>(
  method: 'GET' | 'POST',
  path: string,
  params: Record<string, string> = {},
  account?: string,
): Promise<T> {
  const form = new URLSearchParams(params);
  const answer = await fetch(method === 'GET' && form.size > 0 ? `${path}?${form}` : path, {
    method,
    headers: { authorization: `Bearer ${SECRET}`, ...(account ? { 'stripe-account': account } : {}) },
    ...(method === 'POST' ? { body: form } : {}),
  });
  return read<T>(answer);
}

async function read<T>(answer: Response): Promise<T> {
  const body = (await answer.json()) as T & { error?: { message?: string } };
  if (!answer.ok) throw new Error(body.error?.message ?? `The sandbox answered ${answer.status}.`);
  return body;
}
