import ipaddr from 'ipaddr.js';

/** Ports that webhooks may go to; others belong to services that are not web servers. */
const PUBLIC_PORTS = new Set(['443', '8443']);

/** Why an address may not be called. */
export type AddressRefusal =
  'URL_INVALID' | 'URL_NOT_HTTPS' | 'URL_HAS_CREDENTIALS' | 'PORT_NOT_ALLOWED' | 'ADDRESS_NOT_PUBLIC';

/**
 * True for an address on the public internet only. An allow-list: everything with a special meaning (private, loopback,
 * link-local, translated, documentation, …) is refused, an IPv4 address wrapped in IPv6 by what it wraps.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // IPv6 gives out public addresses from 2000::/3 alone; the library also lets old forms such as ::127.0.0.1 pass.
  const isGivenOut = parsed instanceof ipaddr.IPv4 || (parsed.parts[0]! & 0xe000) === 0x2000;
  return isGivenOut && parsed.range() === 'unicast';
}

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

/** Whether the operator allowed this very host and port, public or not: for partners on the same machine or network. */
export function isAllowedPrivately(url: URL, allowPrivateHosts: readonly string[]): boolean {
  return allowPrivateHosts.includes(`${url.hostname}:${portOf(url)}`);
}

/** Reads an endpoint's URL; refused when it could not be called whatever it resolves to. */
export function checkEndpointUrl(text: string, allowPrivateHosts: readonly string[]): URL | AddressRefusal {
  if (!URL.canParse(text)) return 'URL_INVALID';
  const url = new URL(text);
  if (url.username || url.password) return 'URL_HAS_CREDENTIALS';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'URL_NOT_HTTPS';
  if (isAllowedPrivately(url, allowPrivateHosts)) return url;
  if (url.protocol !== 'https:') return 'URL_NOT_HTTPS';
  if (!PUBLIC_PORTS.has(portOf(url))) return 'PORT_NOT_ALLOWED';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // The parser has turned 0x7f000001, 2130706433 and their like into dotted form by now; Node does not ask `lookup` for them.
  if (ipaddr.isValid(host) && !isPublicAddress(host)) return 'ADDRESS_NOT_PUBLIC';
  const name = host.replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return 'ADDRESS_NOT_PUBLIC';
  return url;
}
