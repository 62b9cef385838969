import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, redirect } from '@tanstack/react-router';
import { DeskPage } from './desk/desk-page.tsx';
import { ConsoleFrame } from './frame/console-frame.tsx';
import { Empty, Failed } from './frame/page-states.tsx';
import { readStatementSearch } from './payouts/statement-search.ts';
import { StreamsPage } from './streams/streams-page.tsx';

const root = createRootRoute({
  component: ConsoleFrame,
  errorComponent: ({ error }) => (
    <div className="p-6">
      <Failed error={error} onRetry={() => location.reload()} />
    </div>
  ),
  notFoundComponent: () => (
    <div className="mx-auto max-w-lg p-6">
      <Empty title="There is no page here">
        <Link to="/streams" className="underline underline-offset-4">
          Go to your streams
        </Link>
      </Empty>
    </div>
  ),
});
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line typescript/only-throw-error -- the router's own way to send a visitor on
    throw redirect({ to: '/streams', replace: true });
  },
});
const streams = createRoute({ getParentRoute: () => root, path: '/streams', component: StreamsPage });
const desk = createRoute({ getParentRoute: () => root, path: '/streams/$slug', component: DeskPage });
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  // Seldom opened: what it needs comes when it is.
  component: lazyRouteComponent(() => import('./imports/import-page.tsx'), 'ImportPage'),
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  component: lazyRouteComponent(() => import('./orders/orders-page.tsx'), 'OrdersPage'),
});
const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./orders/order-page.tsx'), 'OrderPage'),
});
const orderRouting = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id/routing',
  component: lazyRouteComponent(() => import('./routing/routing-page.tsx'), 'RoutingPage'),
});
const orderFulfillment = createRoute({
  getParentRoute: () => root,
  path: '/orders/$id/fulfillment',
  component: lazyRouteComponent(() => import('./fulfillment/fulfillment-page.tsx'), 'BrandFulfillmentPage'),
});
const shipping = createRoute({
  getParentRoute: () => root,
  path: '/shipping',
  component: lazyRouteComponent(() => import('./fulfillment/shipping-page.tsx'), 'ShippingPage'),
});
const shippedOrder = createRoute({
  getParentRoute: () => root,
  path: '/shipping/$id',
  component: lazyRouteComponent(() => import('./fulfillment/fulfillment-page.tsx'), 'HouseFulfillmentPage'),
});
const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  component: lazyRouteComponent(() => import('./disputes/disputes-page.tsx'), 'DisputesPage'),
});
const retailers = createRoute({
  getParentRoute: () => root,
  path: '/retailers',
  component: lazyRouteComponent(() => import('./retailers/retailers-page.tsx'), 'RetailersPage'),
});
const retailer = createRoute({
  getParentRoute: () => root,
  path: '/retailers/$id',
  component: lazyRouteComponent(() => import('./retailers/retailer-page.tsx'), 'RetailerPage'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/retailers/rules',
  component: lazyRouteComponent(() => import('./routing/rules-page.tsx'), 'RulesPage'),
});
const substitutes = createRoute({
  getParentRoute: () => root,
  path: '/retailers/substitutes',
  component: lazyRouteComponent(() => import('./substitutes/substitutes-page.tsx'), 'SubstitutesPage'),
});
const payouts = createRoute({
  getParentRoute: () => root,
  path: '/payouts',
  component: lazyRouteComponent(() => import('./payouts/payouts-page.tsx'), 'PayoutsPage'),
});
const statement = createRoute({
  getParentRoute: () => root,
  path: '/payouts/$id',
  validateSearch: readStatementSearch,
  component: lazyRouteComponent(() => import('./payouts/statement-page.tsx'), 'StatementPage'),
});
const looseEnds = createRoute({
  getParentRoute: () => root,
  path: '/loose-ends',
  component: lazyRouteComponent(() => import('./loose-ends/loose-ends-page.tsx'), 'LooseEndsPage'),
});
const books = createRoute({
  getParentRoute: () => root,
  path: '/books',
  component: lazyRouteComponent(() => import('./books/books-page.tsx'), 'BooksPage'),
});
const reconciliation = createRoute({
  getParentRoute: () => root,
  path: '/books/$id',
  component: lazyRouteComponent(() => import('./books/reconciliation-page.tsx'), 'ReconciliationPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    streams,
    desk,
    imports,
    orders,
    order,
    orderRouting,
    orderFulfillment,
    shipping,
    shippedOrder,
    disputes,
    retailers,
    retailer,
    rules,
    substitutes,
    payouts,
    statement,
    looseEnds,
    books,
    reconciliation,
  ]),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
