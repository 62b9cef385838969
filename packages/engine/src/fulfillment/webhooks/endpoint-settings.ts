import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { err, ok, type Result } from '@sidestall/kernel';
import { checkEndpointUrl } from '../endpoint-address.ts';
import type { EndpointFailure, EndpointSettings, EndpointTls } from './endpoint.ts';

const MOST_HEADERS = 20;
const MOST_HEADER_BYTES = 4_096;
/** Names that say how the message is sent; ours alone. */
const RESERVED =
  /^(webhook-.*|content-.*|host|connection|transfer-encoding|te|trailer|upgrade|expect|accept-encoding|proxy-.*|keep-alive)$/;

const invalid = (path: string, message: string) =>
  err<EndpointFailure>({ code: 'FULFILLMENT.ENDPOINT_INVALID', fields: [{ path, message }] });

/** The settings when they can work, or what is wrong with the first that cannot. */
export function checkSettings<S extends Partial<EndpointSettings>>(
  settings: S,
  allowPrivateHosts: readonly string[],
): Result<S, EndpointFailure> {
  const { url, headers, tls, ratePerSecond, concurrency, eventTypes, description } = settings;
  if (url !== undefined) {
    const checked = checkEndpointUrl(url, allowPrivateHosts);
    if (typeof checked === 'string' || url.length > 2_000) {
      return invalid('url', `This address cannot be used: ${typeof checked === 'string' ? checked : 'URL_TOO_LONG'}`);
    }
  }
  const header = headers && headerProblem(headers);
  if (header) return invalid('headers', header);
  const problem = tls && tlsProblem(tls);
  if (problem) return invalid('tls', problem);
  if (ratePerSecond !== undefined && !isWithin(ratePerSecond, 1, 1_000)) {
    return invalid('ratePerSecond', 'From 1 to 1,000 messages a second');
  }
  if (concurrency !== undefined && !isWithin(concurrency, 1, 50)) {
    return invalid('concurrency', 'From 1 to 50 messages at once');
  }
  if (
    eventTypes &&
    !(eventTypes.length <= 50 && eventTypes.every((type) => /^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(type)))
  ) {
    return invalid('eventTypes', 'Types are words with dots between them, such as fulfillment_order.requested');
  }
  if (description !== undefined && description.length > 200) return invalid('description', 'At most 200 letters');
  return ok(settings);
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

function headerProblem(headers: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(headers);
  if (entries.length > MOST_HEADERS) return `At most ${MOST_HEADERS} headers`;
  let bytes = 0;
  for (const [name, value] of entries) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name)) return 'A header name holds letters, digits and - only';
    if (RESERVED.test(name.toLowerCase())) return `The header ${name} is ours`;
    if (!/^[\x20-\x7e\t]*$/.test(value)) return `The value of ${name} holds something other than printable ASCII`;
    bytes += name.length + value.length;
  }
  return bytes > MOST_HEADER_BYTES ? `The headers are longer than ${MOST_HEADER_BYTES} letters` : null;
}

function tlsProblem({ clientCert, clientKey, ca }: EndpointTls): string | null {
  if ((clientCert === undefined) !== (clientKey === undefined)) return 'A client certificate comes with its key';
  try {
    if (ca !== undefined) void new X509Certificate(ca);
    if (clientCert !== undefined && clientKey !== undefined) {
      const fits = new X509Certificate(clientCert).checkPrivateKey(createPrivateKey(clientKey));
      if (!fits) return 'The key is not the one of the client certificate';
    }
    // Refuses what this TLS would refuse with each message, such as a key that is too short.
    createSecureContext({ minVersion: 'TLSv1.2', ca, cert: clientCert, key: clientKey });
  } catch {
    return 'Certificates and keys are PEM, strong enough for TLS 1.2, and the key has no password';
  }
  return null;
}
