/** What a link to a place on the waitlist carries: its id in the path, its token behind the hash. */
export interface WaitlistLink {
  readonly id: string;
  readonly token: string;
}

/** Reads the address of the page of a place; null when a part is missing, e.g. cut off by a mail program. */
export function readWaitlistLink(address: { readonly pathname: string; readonly hash: string }): WaitlistLink | null {
  const id = /^\/waitlist\/(wle_[0-9a-z]+)\/?$/.exec(address.pathname)?.[1];
  const token = new URLSearchParams(address.hash.slice(1)).get('token');
  return id && token ? { id, token } : null;
}
