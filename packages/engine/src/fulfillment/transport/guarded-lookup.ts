import { lookup as lookUpHere, type LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../endpoint-address.ts';

/** A resolved name has an address that is not on the public internet. */
export class AddressNotPublicError extends Error {
  readonly code = 'ADDRESS_NOT_PUBLIC';
}

/** The name did not resolve in time. */
export class DnsTimeoutError extends Error {
  readonly code = 'DNS_TIMEOUT';
}

/** The name servers had no answer; `cause` says why. */
export class DnsFailedError extends Error {
  readonly code = 'DNS_FAILED';
}

export interface LookupSettings {
  readonly timeoutMilliseconds: number;
  /** Every address must be public. */
  readonly isGuarded: boolean;
  /** `address:port` of the name servers to ask; those of the machine when left out. */
  readonly nameServers?: readonly string[];
}

/** Neither form of address: the name exists and leads nowhere, or does not exist. */
const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * A `lookup` for node:net that fails unless every address the name has is public, checked on the very addresses that are
 * dialed: a name that changes its mind after a check gains nothing. Names of strangers are asked of name servers alone, over
 * sockets, so that a slow one holds up no other; names the operator allowed, as the machine knows them. Bounded in time.
 */
export function guardedLookup(settings: LookupSettings): LookupFunction {
  const { timeoutMilliseconds, isGuarded, nameServers } = settings;
  return (hostname, options, callback) => {
    let isOver = false;
    const resolver = new Resolver({ timeout: timeoutMilliseconds, tries: 1 });
    if (nameServers) resolver.setServers(nameServers);
    const end = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      if (error || addresses.length === 0) return callback(error ?? noAddress(hostname), '', 0);
      if (isGuarded && !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new AddressNotPublicError(`${hostname} has an address that is not public`), '', 0);
      }
      const [first] = addresses;
      // Node asks for all addresses when it races IPv6 against IPv4, and for one otherwise.
      if (options.all) callback(null, [...addresses]);
      else callback(null, first!.address, first!.family);
    };
    const timer = setTimeout(() => {
      end(new DnsTimeoutError(`${hostname} did not resolve in time`), []);
      resolver.cancel();
    }, timeoutMilliseconds);
    if (isGuarded) {
      askNameServers(resolver, hostname).then(
        (addresses) => end(null, addresses),
        (error: NodeJS.ErrnoException) =>
          end(
            error.code === 'ETIMEOUT'
              ? new DnsTimeoutError(`${hostname} did not resolve in time`)
              : new DnsFailedError(`${hostname} could not be resolved`, { cause: error }),
            [],
          ),
      );
    } else lookUpHere(hostname, { ...options, all: true }, (error, addresses) => end(error, addresses ?? []));
  };
}

const noAddress = (hostname: string): DnsFailedError => new DnsFailedError(`${hostname} has no address`);

async function askNameServers(resolver: Resolver, hostname: string): Promise<LookupAddress[]> {
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const failed = answers.find(
    (it) => it.status === 'rejected' && !NOTHING.has((it.reason as NodeJS.ErrnoException).code!),
  );
  // Half an answer is none: the other half may be where nobody may be called.
  if (failed) throw (failed as PromiseRejectedResult).reason as Error;
  const [four, six] = answers.map((it) => (it.status === 'fulfilled' ? it.value : []));
  return [...four!.map((address) => ({ address, family: 4 })), ...six!.map((address) => ({ address, family: 6 }))];
}
