import type {
  OrderView,
  PlacedOrder,
  PlaceOrderRequest,
  ProductDetail,
  ProductPage,
  Quote,
  QuoteRequest,
  StreamList,
  StreamView,
} from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
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
  products(filter?: ProductListFilter): Promise<Answer<ProductPage>>;
  product(id: string): Promise<Answer<ProductDetail>>;
  quote(request: QuoteRequest): Promise<Answer<Quote>>;
  /** Sent again with the same key it places no second order. Waits longer than other calls: a bank is asked. */
  placeOrder(request: PlaceOrderRequest, idempotencyKey: string): Promise<Answer<PlacedOrder>>;
  /** After the bank's challenge: asks where the payment stands now. */
  confirmOrder(id: string, orderToken: string): Promise<Answer<PlacedOrder>>;
  order(id: string, orderToken: string): Promise<Answer<OrderView>>;
}

/** The calls of the storefront, on an API without credentials. */
export function storefrontCalls(api: Api): StorefrontCalls {
  return {
    streams: () => api('GET', pathOf('streams')),
    stream: (slug) => api('GET', pathOf('stream', { slug })),
    products: (filter) => api('GET', pathOf('products'), { query: { ...filter } }),
    product: (id) => api('GET', pathOf('product', { id })),
    quote: (body) => api('POST', pathOf('quotes'), { body }),
    placeOrder: (body, idempotencyKey) => api('POST', pathOf('orders'), { body, idempotencyKey, timeoutMs: 45_000 }),
    confirmOrder: (id, token) => api('POST', pathOf('orderConfirm', { id }), { body: {}, token, timeoutMs: 45_000 }),
    order: (id, token) => api('GET', pathOf('order', { id }), { token }),
  };
}
