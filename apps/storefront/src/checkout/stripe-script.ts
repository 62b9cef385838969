import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

const scripts = new Map<string, Promise<void>>();

interface UrlPolicy {
  createScriptURL(url: string): string;
}
interface PolicyMaker {
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): UrlPolicy;
  };
}
let policy: UrlPolicy | undefined;

/** A page that demands Trusted Types allows the policy `sidestall` by name; it lets through this one script only. */
function trustedUrl(url: string): string {
  const maker = (globalThis as PolicyMaker).trustedTypes;
  if (!maker) return url;
  policy ??= maker.createPolicy('sidestall', { createScriptURL: (each) => (scripts.has(each) ? each : '') });
  return policy.createScriptURL(url);
}

function addScript(url: string): Promise<void> {
  const present = scripts.get(url);
  if (present) return present;
  const added = new Promise<void>((resolve, reject) => {
    queueMicrotask(() => {
      const script = document.createElement('script');
      script.src = trustedUrl(url);
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => {
        script.remove();
        scripts.delete(url);
        reject(new Error('The payment script could not be loaded'));
      });
      document.head.append(script);
    });
  });
  scripts.set(url, added);
  return added;
}

/**
 * Stripe for this shop. Its script is a classic one that the shop names: Stripe's own, or that of the local sandbox where
 * no key is set. A page that has `Stripe` already keeps its own.
 */
export async function stripeOf(
  checkout: { publishableKey: string; stripeJsUrl: string },
  locale: string,
): Promise<Stripe> {
  if (!('Stripe' in window)) await addScript(checkout.stripeJsUrl);
  const stripe = await loadStripe(checkout.publishableKey, {
    locale: locale.split('-')[0] as NonNullable<Parameters<typeof loadStripe>[1]>['locale'],
  });
  if (!stripe) throw new Error('The payment script did not start');
  return stripe;
}
