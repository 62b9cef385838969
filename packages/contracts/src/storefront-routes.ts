/** The paths that viewers and buyers use; alone, because every byte of them travels before the first pin is seen. */
export const STOREFRONT_ROUTES = {
  streams: '/v1/streams',
  stream: '/v1/streams/:slug',
  /** On the live process: server-sent events; the first is always `snapshot`. */
  live: '/v1/streams/:id/events',
  products: '/v1/products',
  product: '/v1/products/:id',
  drops: '/v1/drops',
  carts: '/v1/carts',
  cart: '/v1/carts/:id',
  cartMerge: '/v1/carts/:id/merge',
  quotes: '/v1/quotes',
  admission: '/v1/admissions/:id',
  waitlist: '/v1/waitlist',
  waitlistEntry: '/v1/waitlist/:id',
  waitlistCard: '/v1/waitlist/:id/card',
  orders: '/v1/orders',
  order: '/v1/orders/:id',
  orderConfirm: '/v1/orders/:id/confirm',
  orderReturns: '/v1/orders/:id/returns',
  orderReturn: '/v1/orders/:id/returns/:returnId',
  promiseReceipt: '/v1/orders/:id/promise-receipt',
} as const;

/** Fills the `:name` parts of a path. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}
