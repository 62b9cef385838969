/** The origins that a page with a stall talks to. */
export interface StallOrigins {
  readonly storefront: string;
  readonly api: string;
  /** Of the live events, where they do not come from the API's origin. */
  readonly live?: string | undefined;
  /** Where the brands keep their pictures; of our own API always. */
  readonly pictures?: readonly string[];
  /** Address of Stripe's script: Stripe's own, or a sandbox's. Null for a page that keeps Stripe out: paying then happens on the shop's own page. */
  readonly stripeJsUrl?: string | null;
}

const STRIPE = 'https://js.stripe.com';

/** Directives of a Content-Security-Policy with the sources of each. */
export type Policy = Readonly<Record<string, readonly string[]>>;

const originOf = (url: string): string => new URL(url).origin;
const distinct = (sources: readonly (string | null | undefined)[]): string[] => [
  ...new Set(sources.filter((each): each is string => Boolean(each))),
];

/**
 * What a page must add to its own Content-Security-Policy so that a stall works in it: no inline script, no inline style,
 * no `eval`, and with Trusted Types one policy by name. Throws on what is no URL.
 */
export function stallPolicy(origins: StallOrigins): Policy {
  const { pictures = [], stripeJsUrl = STRIPE } = origins;
  const storefront = originOf(origins.storefront);
  const api = originOf(origins.api);
  const stripe = stripeJsUrl === null ? null : originOf(stripeJsUrl);
  const isStripe = stripe === STRIPE;
  return {
    'script-src': distinct([storefront, stripe]),
    'connect-src': distinct([
      storefront,
      api,
      origins.live && originOf(origins.live),
      isStripe ? 'https://api.stripe.com' : stripe,
    ]),
    'img-src': distinct([api, 'data:', ...pictures.map(originOf)]),
    ...(stripe && { 'frame-src': distinct([stripe, isStripe ? 'https://hooks.stripe.com' : null]) }),
    'trusted-types': ['sidestall'],
    'require-trusted-types-for': ["'script'"],
  };
}

/** A policy as the header says it. */
export const policyText = (policy: Policy): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
