import type { DemoStreamConfig } from './config.ts';

/**
 * What the page may load, as strict as a careful publisher would set it, so that whoever embeds the stall can copy it: the
 * stall needs its own origin, the API, the live events, and Stripe (here perhaps the local sandbox). No inline script or
 * style, no eval, and Trusted Types for whatever turns text into script.
 */
export function contentSecurityPolicy(config: DemoStreamConfig): string {
  const { apiUrl, liveUrl, storefrontUrl } = config;
  const sandbox = config.stripeSandboxUrl ?? '';
  const stripe = 'https://js.stripe.com https://*.js.stripe.com';
  return [
    `default-src 'none'`,
    `script-src 'self' ${storefrontUrl} ${sandbox} ${stripe}`,
    `style-src 'self'`,
    `connect-src 'self' ${apiUrl} ${liveUrl} ${storefrontUrl} ${sandbox} https://api.stripe.com`,
    `frame-src ${sandbox} ${stripe} https://hooks.stripe.com`,
    // Pictures of imported products stay where the brand keeps them, on whatever host that is.
    `img-src 'self' data: https: ${apiUrl} ${storefrontUrl}`,
    // hls.js hands the picture to the video element as a blob.
    `media-src 'self' blob:`,
    `worker-src 'self' blob:`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ]
    .map((directive) => directive.replace(/ {2,}/g, ' '))
    .join('; ');
}
