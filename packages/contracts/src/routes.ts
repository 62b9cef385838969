import { fillPath, STOREFRONT_ROUTES } from './storefront-routes.ts';

/** Every path of the public API, once: the controllers, the client, the SDK and the tests read them here. */
export const ROUTES = {
  ...STOREFRONT_ROUTES,
  promiseKeys: '/v1/promise-keys',
  stripeWebhook: '/v1/webhooks/stripe',
  stripeThinWebhook: '/v1/webhooks/stripe-thin',
  consoleSignIn: '/v1/console/sign-in',
  consoleSignOut: '/v1/console/sign-out',
  consoleMe: '/v1/console/me',
  consoleStreams: '/v1/console/streams',
  consoleDesk: '/v1/console/streams/:id/desk',
  consoleStart: '/v1/console/streams/:id/start',
  consoleEnd: '/v1/console/streams/:id/end',
  consolePins: '/v1/console/streams/:id/pins',
  consolePin: '/v1/console/streams/:id/pins/:pinId',
  consoleImports: '/v1/console/brands/:brandId/imports',
  consoleImport: '/v1/console/brands/:brandId/imports/:id',
  consoleOrders: '/v1/console/brands/:brandId/orders',
  consoleOrder: '/v1/console/brands/:brandId/orders/:id',
  consoleRefunds: '/v1/console/brands/:brandId/orders/:id/refunds',
  consoleReceiveReturn: '/v1/console/brands/:brandId/returns/:id/receive',
  consoleRefuseReturn: '/v1/console/brands/:brandId/returns/:id/refuse',
  consolePromiseReceipt: '/v1/console/brands/:brandId/orders/:id/promise-receipt',
  consoleDisputes: '/v1/console/brands/:brandId/disputes',
  consoleEvidence: '/v1/console/brands/:brandId/disputes/:id/evidence',
  consoleFraudWarnings: '/v1/console/brands/:brandId/fraud-warnings',
  consoleFraudWarning: '/v1/console/brands/:brandId/fraud-warnings/:id',
  consoleParties: '/v1/console/parties',
  consoleOnboarding: '/v1/console/parties/:id/onboarding',
  consoleStatement: '/v1/console/parties/:id/statement',
  consoleStatementFile: '/v1/console/parties/:id/statement.csv',
  consoleHeldPayments: '/v1/console/held-payments',
  consoleClearPayment: '/v1/console/orders/:id/clear',
  consoleRefusePayment: '/v1/console/orders/:id/refuse',
  consoleReconciliations: '/v1/console/reconciliations',
  consoleReconciliation: '/v1/console/reconciliations/:id',
  partnerStatement: '/v1/partner/statement',
  partnerStatementFile: '/v1/partner/statement.csv',
  partnerOrders: '/v1/partner/fulfillment-orders',
  partnerOrder: '/v1/partner/fulfillment-orders/:id',
  partnerAccept: '/v1/partner/fulfillment-orders/:id/accept',
  partnerReject: '/v1/partner/fulfillment-orders/:id/reject',
  partnerShipments: '/v1/partner/fulfillment-orders/:id/shipments',
  healthLive: '/health/live',
  healthReady: '/health/ready',
} as const;

/** The path of a route with its `:name` parts filled. */
export function pathOf(route: keyof typeof ROUTES, params: Readonly<Record<string, string>> = {}): string {
  return fillPath(ROUTES[route], params);
}
