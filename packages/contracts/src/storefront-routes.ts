import { SHOW_ROUTES } from './show-routes.ts';

export { fillPath } from './show-routes.ts';

/** The paths that viewers and buyers use. */
export const STOREFRONT_ROUTES = {
  ...SHOW_ROUTES,
  streams: '/v1/streams',
  replay: '/v1/streams/:slug/replay',
  replayChapters: '/v1/streams/:slug/chapters.vtt',
  replayProducts: '/v1/streams/:slug/products.vtt',
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
  orderCancellation: '/v1/orders/:id/cancellation',
  orderReturns: '/v1/orders/:id/returns',
  orderReturn: '/v1/orders/:id/returns/:returnId',
  orderReturnParcel: '/v1/orders/:id/returns/:returnId/parcel',
  orderSubstitute: '/v1/orders/:id/substitutes/:lineId',
  promiseReceipt: '/v1/orders/:id/promise-receipt',
} as const;
