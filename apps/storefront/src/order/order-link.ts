/** What a link to an order carries: its id in the path, its token behind the hash, where no server and no log sees it. */
export interface OrderLink {
  readonly id: string;
  readonly token: string;
}

/** Reads the address of the order page; null when a part is missing, e.g. cut off by a mail program. */
export function readOrderLink(address: { readonly pathname: string; readonly hash: string }): OrderLink | null {
  const id = /^\/orders\/(ord_[0-9a-z]+)\/?$/.exec(address.pathname)?.[1];
  const token = new URLSearchParams(address.hash.slice(1)).get('token');
  return id && token ? { id, token } : null;
}
