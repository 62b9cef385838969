import type { Context } from '../context.ts';
import type { Answer, Call, Door } from '../http/call.ts';
import { answerChallenge } from '../objects/payment-intent.ts';
import type { Scope, Store } from '../store/store.ts';

const json = (body: object, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** What the bank's challenge page asks and answers. Only pages of the sandbox's own origin (or a test without one) may. */
export function challengesDoor(store: Store, contextFor: (scope: Scope) => Context): Door {
  return ({ method, url, headers, body, isOwnPage }: Call) => {
    const id = /^\/challenges\/([\w-]+)\/state$/.exec(url.pathname)?.[1];
    if (!id) return undefined;
    const scope = store.scopes().find((candidate) => candidate.find('challenge', id));
    const challenge = scope?.find('challenge', id);
    const intent = challenge && scope?.find('payment_intent', challenge.intent);
    const method_ = challenge && scope?.find('payment_method', challenge.paymentMethod);
    if (!scope || !challenge || !intent) return json({ error: 'No such challenge.' }, 404);
    if (method === 'POST') {
      if (headers.origin !== undefined && !isOwnPage)
        return json({ error: 'Only the bank page itself may answer.' }, 403);
      answerChallenge(contextFor(scope), id, new URLSearchParams(body).get('outcome') === 'complete');
      store.flush();
    }
    const now = scope.find('challenge', id);
    return json({
      outcome: now?.outcome,
      amount: intent.amount,
      currency: intent.currency,
      brand: method_?.card?.brand ?? 'visa',
      last4: method_?.card?.last4 ?? '',
      merchant: intent.statement_descriptor_suffix ?? 'Sidestall test shop',
      at: intent.created,
      returnUrl:
        challenge.returnUrl === null
          ? null
          : returnUrl(challenge.returnUrl, intent.id, intent.client_secret ?? '', now?.outcome === 'completed'),
    });
  };
}

function returnUrl(base: string, intent: string, secret: string, isAuthenticated: boolean): string {
  const url = new URL(base);
  url.searchParams.set('payment_intent', intent);
  url.searchParams.set('payment_intent_client_secret', secret);
  url.searchParams.set('redirect_status', isAuthenticated ? 'succeeded' : 'failed');
  return url.href;
}
