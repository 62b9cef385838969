import type {
  OrderView,
  PlacedOrder,
  PlaceOrderRequest,
  ProductDetail,
  ProductPage,
  Quote,
  QuoteRequest,
  StreamReplayView,
  StreamList,
  StreamView,
} from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** What a product list is narrowed to; `stream` and `brand` are slugs. */
export interface ProductListFilter {
  readonly stream?: string;
  readonly brand?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** What a viewer does: look, ask for a quote, order, follow the order. */
export interface StorefrontCalls {
  streams(): Promise<Answer<StreamList>>;
  stream(slug: string): Promise<Answer<StreamView>>;
  /** A show that is over, by the moments of its picture; prices and stock are those of now. */
  replay(slug: string): Promise<Answer<StreamReplayView>>;
  products(filter?: ProductListFilter): Promise<Answer<ProductPage>>;
  product(id: string): Promise<Answer<ProductDetail>>;
  quote(request: QuoteRequest): Promise<Answer<Quote>>;
  /** Sent again with the same key it places no second order. Waits longer than other calls: a bank is asked. */
  placeOrder(request: PlaceOrderRequest, idempotencyKey: string): Promise<Answer<PlacedOrder>>;
  /** After the bank's challenge: asks where the payment stands now. */
  confirmOrder(id: string, orderToken: string): Promise<Answer<PlacedOrder>>;
  order(id: string, orderToken: string): Promise<Answer<OrderView>>;
}

/** Drops begin and end while a page is open: whoever shows goods hears of them apart, and counts down by itself. */
const drops = 'apart';

/** The calls of the storefront, on an API without credentials. Prices are those outside any drop. */
export function storefrontCalls(api: Api): StorefrontCalls {
  return {
    streams: () => api('GET', STOREFRONT_ROUTES.streams),
    stream: (slug) => api('GET', fillPath(STOREFRONT_ROUTES.stream, { slug })),
    replay: (slug) => api('GET', fillPath(STOREFRONT_ROUTES.replay, { slug })),
    products: (filter) => api('GET', STOREFRONT_ROUTES.products, { query: { ...filter, drops } }),
    product: (id) => api('GET', fillPath(STOREFRONT_ROUTES.product, { id }), { query: { drops } }),
    quote: (body) => api('POST', STOREFRONT_ROUTES.quotes, { body }),
    placeOrder: (body, idempotencyKey) =>
      api('POST', STOREFRONT_ROUTES.orders, { body, idempotencyKey, timeoutMs: 45_000 }),
    confirmOrder: (id, token) =>
      api('POST', fillPath(STOREFRONT_ROUTES.orderConfirm, { id }), { body: {}, token, timeoutMs: 45_000 }),
    order: (id, token) => api('GET', fillPath(STOREFRONT_ROUTES.order, { id }), { token }),
  };
}
