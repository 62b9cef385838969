import type { Stripe, StripeConstructor, StripeElementLocale } from '@stripe/stripe-js';

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
      const fail = () => {
        script.remove();
        scripts.delete(url);
        reject(new Error('The payment script could not be loaded'));
      };
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', fail);
      try {
        script.src = trustedUrl(url);
      } catch {
        // The page demands Trusted Types and does not allow ours.
        return fail();
      }
      document.head.append(script);
    });
  });
  scripts.set(url, added);
  return added;
}

/** Whether the page's own content policy keeps Stripe's script or its frames out. */
export function isBlocked(
  event: Pick<SecurityPolicyViolationEvent, 'disposition' | 'effectiveDirective' | 'blockedURI'>,
  stripeJsUrl: string,
): boolean {
  if (event.disposition !== 'enforce' || !/^(script|frame|child)-src/.test(event.effectiveDirective)) return false;
  if (!URL.canParse(event.blockedURI)) return false;
  const { origin, hostname } = new URL(event.blockedURI);
  return origin === new URL(stripeJsUrl).origin || hostname === 'stripe.com' || hostname.endsWith('.stripe.com');
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
  const { Stripe: make } = window as { Stripe?: StripeConstructor };
  if (!make) throw new Error('The payment script did not start');
  return make(checkout.publishableKey, { locale: locale.split('-')[0] as StripeElementLocale });
}
