import type {
  BrandOrder,
  BrandOrderView,
  BrandRetailersWire,
  Dispute,
  FraudWarning,
  HeldPayment,
  Party,
  PromiseReceipt,
  Reconciliation,
  Refund,
  RefundRequest,
  ReceiveReturnRequest,
  Return,
  ReturnPolicy,
  Statement,
} from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** Where in a list to go on; `cursor` is the `nextCursor` of the answer before. */
export interface PageQuery {
  readonly cursor?: string;
  readonly limit?: number;
}

/** A period and the place in it; dates are calendar days such as `2026-11-30`. */
export interface StatementPeriod extends PageQuery {
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What a brand's people do with money: orders, refunds, returns, disputes, statements, and the operator's books. */
export interface MoneyCalls {
  orders(
    brandId: string,
    query?: PageQuery & { readonly q?: string },
  ): Promise<Answer<{ orders: BrandOrder[]; nextCursor: string | null }>>;
  order(brandId: string, id: string): Promise<Answer<BrandOrderView>>;
  /** Sent again with the same key it gives nothing back twice. */
  refund(brandId: string, orderId: string, request: RefundRequest, idempotencyKey: string): Promise<Answer<Refund>>;
  receiveReturn(
    brandId: string,
    returnId: string,
    request: ReceiveReturnRequest,
    idempotencyKey: string,
  ): Promise<Answer<Return>>;
  authorizeReturn(brandId: string, returnId: string, request: { instructions?: string }): Promise<Answer<Return>>;
  retailers(brandId: string): Promise<Answer<BrandRetailersWire>>;
  returnPolicy(brandId: string): Promise<Answer<ReturnPolicy>>;
  setReturnPolicy(brandId: string, policy: ReturnPolicy): Promise<Answer<ReturnPolicy>>;
  refuseReturn(brandId: string, returnId: string, request: { note: string }): Promise<Answer<Return>>;
  promiseReceipt(brandId: string, orderId: string): Promise<Answer<PromiseReceipt>>;
  disputes(brandId: string, query?: PageQuery): Promise<Answer<{ disputes: Dispute[]; nextCursor: string | null }>>;
  sendEvidence(
    brandId: string,
    disputeId: string,
    request: { statement?: string; submit: boolean },
    idempotencyKey: string,
  ): Promise<Answer<Dispute>>;
  fraudWarnings(brandId: string): Promise<Answer<{ warnings: FraudWarning[] }>>;
  decideWarning(
    brandId: string,
    id: string,
    decision: 'refunded' | 'kept',
    idempotencyKey: string,
  ): Promise<Answer<FraudWarning>>;
  parties(): Promise<Answer<{ parties: Party[] }>>;
  /** Where the party tells Stripe who it is; it comes back to `returnUrl`. */
  onboarding(partyId: string, returnUrl: string): Promise<Answer<{ url: string; expiresAt: string }>>;
  statement(partyId: string, period?: StatementPeriod): Promise<Answer<Statement>>;
  reconciliations(): Promise<Answer<{ reconciliations: Reconciliation[] }>>;
  reconciliation(id: string): Promise<Answer<Reconciliation>>;
  reconcile(): Promise<Answer<Reconciliation>>;
  /** Payments that wait for the operator to look at them. */
  heldPayments(query?: PageQuery): Promise<Answer<{ payments: HeldPayment[]; nextCursor: string | null }>>;
  clearPayment(orderId: string): Promise<Answer<{ orderId: string }>>;
  refusePayment(orderId: string): Promise<Answer<{ orderId: string }>>;
}

/** The money part of the console's calls. */
export function moneyCalls(api: Api): MoneyCalls {
  return {
    orders: (brandId, query) => api('GET', pathOf('consoleOrders', { brandId }), { query: { ...query } }),
    order: (brandId, id) => api('GET', pathOf('consoleOrder', { brandId, id })),
    refund: (brandId, id, body, idempotencyKey) =>
      api('POST', pathOf('consoleRefunds', { brandId, id }), { body, idempotencyKey }),
    receiveReturn: (brandId, id, body, idempotencyKey) =>
      api('POST', pathOf('consoleReceiveReturn', { brandId, id }), { body, idempotencyKey }),
    authorizeReturn: (brandId, id, body) => api('POST', pathOf('consoleAuthorizeReturn', { brandId, id }), { body }),
    retailers: (brandId) => api('GET', pathOf('consoleRetailers', { brandId })),
    returnPolicy: (brandId) => api('GET', pathOf('consoleReturnPolicy', { brandId })),
    setReturnPolicy: (brandId, body) => api('PUT', pathOf('consoleReturnPolicy', { brandId }), { body }),
    refuseReturn: (brandId, id, body) => api('POST', pathOf('consoleRefuseReturn', { brandId, id }), { body }),
    promiseReceipt: (brandId, id) => api('GET', pathOf('consolePromiseReceipt', { brandId, id })),
    disputes: (brandId, query) => api('GET', pathOf('consoleDisputes', { brandId }), { query: { ...query } }),
    sendEvidence: (brandId, id, body, idempotencyKey) =>
      api('POST', pathOf('consoleEvidence', { brandId, id }), { body, idempotencyKey, timeoutMs: 45_000 }),
    fraudWarnings: (brandId) => api('GET', pathOf('consoleFraudWarnings', { brandId })),
    decideWarning: (brandId, id, decision, idempotencyKey) =>
      api('POST', pathOf('consoleFraudWarning', { brandId, id }), { body: { decision }, idempotencyKey }),
    parties: () => api('GET', pathOf('consoleParties')),
    onboarding: (id, returnUrl) =>
      api('POST', pathOf('consoleOnboarding', { id }), { body: { returnUrl }, timeoutMs: 45_000 }),
    statement: (id, period) => api('GET', pathOf('consoleStatement', { id }), { query: { ...period } }),
    reconciliations: () => api('GET', pathOf('consoleReconciliations')),
    reconciliation: (id) => api('GET', pathOf('consoleReconciliation', { id })),
    reconcile: () => api('POST', pathOf('consoleReconciliations'), { body: {}, timeoutMs: 60_000 }),
    heldPayments: (query) => api('GET', pathOf('consoleHeldPayments'), { query: { ...query } }),
    clearPayment: (id) => api('POST', pathOf('consoleClearPayment', { id }), { body: {} }),
    refusePayment: (id) => api('POST', pathOf('consoleRefusePayment', { id }), { body: {} }),
  };
}
