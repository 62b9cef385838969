import { z } from 'zod';
import { zParcel } from './parcels.ts';
import { zReturn } from './returns.ts';
import { zCurrency, zCursor, zId, zInstant, zMoney, zText } from './words.ts';

export const REFUND_STATES = ['requested', 'pending', 'succeeded', 'failed', 'canceled'] as const;
export const REFUND_REASONS = [
  'not_shippable',
  'return',
  'damaged',
  'not_as_described',
  'late',
  'lost',
  'duplicate',
  'fraud_warning',
  'goodwill',
  'other',
] as const;

const zLineUnits = z.array(z.object({ lineId: zId('oln'), quantity: z.int().min(1).max(9_999) })).max(50);

/** Money on its way back to the buyer. */
export const zRefund = z
  .object({
    id: zId('rfd'),
    amount: zMoney,
    state: z.enum(REFUND_STATES),
    reason: z.enum(REFUND_REASONS),
    note: z.string().nullable(),
    lines: z.array(z.object({ lineId: zId('oln'), title: z.string(), quantity: z.int(), amount: zMoney })),
    shipping: zMoney.nullable(),
    createdAt: zInstant,
    expectedBy: z.iso
      .date()
      .nullable()
      .meta({ description: 'The buyer sees it on the card by this day at the latest' }),
    settledAt: zInstant.nullable(),
    failureReason: z.string().nullable(),
  })
  .meta({ id: 'Refund' });

/**
 * What to give back: units of lines, shipping, or an amount of the whole; nothing of these means all that is left. An
 * amount is taken from everything that was paid, in proportion.
 */
export const zRefundRequest = z
  .object({
    lines: zLineUnits.optional(),
    shipping: z.boolean().default(false),
    amount: zMoney.optional(),
    reason: z.enum(REFUND_REASONS),
    note: zText(500).optional(),
  })
  .refine((request) => !(request.amount && (request.lines || request.shipping)), {
    message: 'Give an amount, or lines and shipping, not both',
    path: ['amount'],
  })
  .meta({ id: 'RefundRequest' });

export const DISPUTE_STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'prevented',
  'appeal_needs_response',
  'appeal_under_review',
] as const;

export const zDispute = z
  .object({
    id: zId('dsp'),
    orderId: zId('ord'),
    orderNumber: z.string(),
    status: z.enum(DISPUTE_STATUSES),
    isInquiry: z.boolean(),
    reason: z.string(),
    amount: zMoney,
    funds: z.enum(['none', 'withdrawn', 'reinstated']),
    evidenceDueBy: zInstant.nullable(),
    evidence: z.record(z.string(), z.string()).meta({ description: 'Drawn from our own records; what would be sent' }),
    evidenceSentAt: zInstant.nullable(),
    openedAt: zInstant,
    closedAt: zInstant.nullable(),
  })
  .meta({ id: 'Dispute' });

export const zDisputes = z
  .object({ disputes: z.array(zDispute), nextCursor: zCursor.nullable() })
  .meta({ id: 'Disputes' });
export const zDisputeQuery = z.object({
  cursor: zId('dsp').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** Words of the brand's own that go along with the records. */
export const zEvidenceRequest = z
  .object({ statement: zText(5_000).optional(), submit: z.boolean().default(true) })
  .meta({ id: 'EvidenceRequest' });

export const zFraudWarning = z
  .object({
    id: z.string(),
    orderId: zId('ord'),
    orderNumber: z.string(),
    fraudType: z.string(),
    amount: zMoney,
    isActionable: z.boolean(),
    decision: z.enum(['refunded', 'kept']).nullable(),
    createdAt: zInstant,
  })
  .meta({ id: 'FraudWarning' });
export const zFraudWarnings = z.object({ warnings: z.array(zFraudWarning) }).meta({ id: 'FraudWarnings' });
export const zFraudDecision = z.object({ decision: z.enum(['refunded', 'kept']) }).meta({ id: 'FraudDecision' });

/** An order as the brand's console lists it: only the brand's own lines count. */
export const zBrandOrder = z
  .object({
    id: zId('ord'),
    number: z.string(),
    state: z.string(),
    fulfillment: z.string(),
    placedAt: zInstant,
    buyer: z.object({ name: z.string(), country: z.string(), email: z.string() }),
    goods: zMoney.meta({ description: "The brand's own lines, after coupons" }),
    captured: zMoney,
    refunded: zMoney,
    units: z.int(),
    isDisputed: z.boolean(),
    openReturns: z.int(),
  })
  .meta({ id: 'BrandOrder' });
export const zBrandOrders = z
  .object({ orders: z.array(zBrandOrder), nextCursor: zCursor.nullable() })
  .meta({ id: 'BrandOrders' });
export const zBrandOrderQuery = z.object({
  q: zText(100).optional(),
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const zBrandOrderView = zBrandOrder
  .extend({
    address: z.string(),
    lines: z.array(
      z.object({
        id: zId('oln'),
        title: z.string(),
        variantTitle: z.string().nullable(),
        sku: z.string(),
        quantity: z.int(),
        shippedQuantity: z.int(),
        canceledQuantity: z.int(),
        refundedQuantity: z.int(),
        unitPrice: zMoney,
        paid: zMoney,
        refundable: zMoney,
      }),
    ),
    shipping: z.object({ paid: zMoney, refundable: zMoney }),
    refundable: zMoney,
    refunds: z.array(zRefund),
    returns: z.array(zReturn),
    parcels: z.array(zParcel).meta({ description: 'Those with goods of this brand, and of it only those' }),
    disputes: z.array(zDispute),
    payables: z.array(
      z.object({
        partyName: z.string(),
        kind: z.enum(['brand', 'retailer', 'creator']),
        state: z.enum(['pending', 'available', 'transferring', 'transferred']),
        isFrozen: z.boolean(),
        amount: zMoney,
        taken: zMoney,
        releaseAt: zInstant.nullable(),
      }),
    ),
    timeline: z.array(z.object({ at: zInstant, kind: z.string(), text: z.string() })),
  })
  .meta({ id: 'BrandOrderView' });

export const PARTY_KINDS = ['brand', 'retailer', 'creator'] as const;
export const TRANSFER_STANDINGS = ['none', 'onboarding', 'pending', 'active', 'restricted', 'closed'] as const;

/** Somebody who is owed money, and whether they can be paid. */
export const zParty = z
  .object({
    id: zId('pty'),
    kind: z.enum(PARTY_KINDS),
    name: z.string(),
    transfers: z.enum(TRANSFER_STANDINGS),
    requirements: z.array(z.string()).meta({ description: 'What Stripe still wants to know' }),
    trouble: z
      .string()
      .nullable()
      .meta({ description: 'Why money that is theirs does not reach them, once it has waited for days' }),
    balances: z.array(
      z.object({
        currency: zCurrency,
        pending: zMoney.meta({ description: 'Earned, not released yet' }),
        available: zMoney.meta({ description: 'Released; the next transfer pays it' }),
        receivable: zMoney.meta({ description: 'Owed back to the platform, kept from the next transfers' }),
        transferred: zMoney.meta({ description: 'Paid to their Stripe account, less what came back' }),
        frozen: zMoney.meta({ description: 'Held while a dispute is open' }),
        nextReleaseAt: zInstant.nullable(),
      }),
    ),
  })
  .meta({ id: 'Party' });
export const zParties = z.object({ parties: z.array(zParty) }).meta({ id: 'Parties' });

export const zOnboardingRequest = z
  .object({ returnUrl: z.url({ protocol: /^https?$/ }).max(2000) })
  .meta({ id: 'OnboardingRequest' });
export const zOnboardingLink = z.object({ url: z.string(), expiresAt: zInstant }).meta({ id: 'OnboardingLink' });

export const STATEMENT_LINE_KINDS = [
  'sale',
  'refund',
  'dispute',
  'reinstated',
  'netted',
  'transfer',
  'reversal',
  'adjustment',
] as const;
export const PAYOUT_STATUSES = ['pending', 'in_transit', 'paid', 'failed', 'canceled'] as const;

/** One line of what a party earned, gave back or was paid. Amounts are signed: what they gain is positive. */
export const zStatementLine = z
  .object({
    id: z.string(),
    at: zInstant,
    kind: z.enum(STATEMENT_LINE_KINDS),
    orderNumber: z.string().nullable(),
    title: z.string(),
    quantity: z.int().nullable(),
    rateBp: z.int().nullable(),
    state: z.enum(['pending', 'available', 'transferring', 'transferred']).nullable(),
    releaseAt: zInstant.nullable(),
    amount: zMoney,
  })
  .meta({ id: 'StatementLine' });

export const zPayout = z
  .object({
    id: zId('pto'),
    amount: zMoney,
    status: z.enum(PAYOUT_STATUSES),
    arrivalDate: z.iso.date().nullable(),
    failure: z.string().nullable(),
    createdAt: zInstant,
  })
  .meta({ id: 'Payout' });

export const zStatement = z
  .object({
    party: zParty,
    currency: zCurrency,
    from: z.iso.date(),
    to: z.iso.date().meta({ description: 'Inclusive' }),
    opening: zMoney.meta({ description: 'Owed to the party as the period began' }),
    earned: zMoney,
    takenBack: zMoney,
    paid: zMoney.meta({ description: 'Transferred in the period, less what came back' }),
    closing: zMoney,
    lines: z.array(zStatementLine),
    nextCursor: zCursor.nullable(),
    payouts: z.array(zPayout),
  })
  .meta({ id: 'Statement' });
export const zStatementQuery = z.object({
  currency: zCurrency.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: zCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One comparison of the ledger with Stripe's own list of movements. */
export const zReconciliation = z
  .object({
    id: zId('rcn'),
    state: z.enum(['running', 'clean', 'differs', 'failed']),
    askedBy: z.string(),
    startedAt: zInstant,
    endedAt: zInstant.nullable(),
    movements: z.int(),
    currencies: z.array(
      z.object({
        currency: zCurrency,
        stripe: zMoney.meta({ description: "The sum of Stripe's movements" }),
        stripeBalance: zMoney.meta({ description: "Available plus pending, in Stripe's own words" }),
        ledger: zMoney,
        inTransit: zMoney.meta({ description: 'Booked here and younger than the grace time' }),
        unexplained: zMoney,
        suspense: zMoney,
        categories: z.array(z.object({ category: z.string(), count: z.int(), net: zMoney })),
      }),
    ),
    findings: z.array(z.object({ kind: z.string(), subject: z.string(), amount: zMoney, text: z.string() })),
  })
  .meta({ id: 'Reconciliation' });
export const zReconciliations = z.object({ reconciliations: z.array(zReconciliation) }).meta({ id: 'Reconciliations' });

/** The seal over what was shown. `content` is the canonical JSON as text; see docs/promise-receipt.md for how to check it. */
export const zPromiseReceipt = z
  .object({
    content: z.string(),
    sha256: z.string().meta({ description: 'Of the bytes of content, base64url' }),
    signature: z.string().meta({ description: 'Ed25519 over the bytes of content, base64url' }),
    keyId: z.string(),
    publicKey: z.string().meta({ description: 'Ed25519, SPKI PEM' }),
    sealedAt: zInstant.meta({ description: 'The same as in the content' }),
  })
  .meta({ id: 'PromiseReceipt' });

/** The keys that seal promise receipts, the current one first; former ones stay for as long as receipts do. */
export const zPromiseKeys = z
  .object({
    keys: z.array(
      z.object({
        keyId: z.string().meta({ description: "First 16 characters of the SHA-256 (base64url) of the key's DER" }),
        publicKey: z.string().meta({ description: 'Ed25519, SPKI PEM' }),
        isCurrent: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PromiseKeys' });

export const zTerms = z
  .object({
    partnerBp: z.int().min(0).max(10_000),
    creatorBp: z.int().min(0).max(10_000),
    platformBp: z.int().min(0).max(10_000),
    returnWindowDays: z.int().min(0).max(365),
  })
  .meta({ id: 'Terms' });

export type Refund = z.infer<typeof zRefund>;
export type RefundRequest = z.infer<typeof zRefundRequest>;
export type Dispute = z.infer<typeof zDispute>;
export type FraudWarning = z.infer<typeof zFraudWarning>;
export type DisputeQuery = z.infer<typeof zDisputeQuery>;
export type EvidenceRequest = z.infer<typeof zEvidenceRequest>;
export type BrandOrder = z.infer<typeof zBrandOrder>;
export type BrandOrderView = z.infer<typeof zBrandOrderView>;
export type BrandOrderQuery = z.infer<typeof zBrandOrderQuery>;
export type Party = z.infer<typeof zParty>;
export type Statement = z.infer<typeof zStatement>;
export type StatementLine = z.infer<typeof zStatementLine>;
export type StatementQuery = z.infer<typeof zStatementQuery>;
export type Payout = z.infer<typeof zPayout>;
export type Reconciliation = z.infer<typeof zReconciliation>;
export type PromiseReceipt = z.infer<typeof zPromiseReceipt>;
export type PromiseKeys = z.infer<typeof zPromiseKeys>;
