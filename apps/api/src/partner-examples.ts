import {
  zAuthorizeReturnRequest,
  zFulfillmentOrder,
  zFulfillmentOrderPage,
  zPartnerEventPage,
  zPartnerReturn,
  zPartnerReturnPage,
  zPriceAnswer,
  zPriceFileReport,
  zRefuseReturnRequest,
  zReshipRequest,
  zScorecard,
  zShipment,
  zStatement,
  zStockAnswer,
  zStockFileReport,
  zStockFiles,
  zTakeInReturnRequest,
} from '@sidestall/contracts';
import type { ApiExample } from './portal-examples.ts';

const SHIPMENT = {
  id: 'shp_01m83d6qkzf8htrv2n0xw5c9ya',
  carrier: 'DHL',
  trackingNumber: 'JD014600003',
  trackingUrl: 'https://www.dhl.de/track?id=JD014600003',
  shippedAt: '2026-11-21T13:40:00Z',
  state: 'in_transit',
  deliveredAt: null,
  remedy: null,
  replaces: null,
  lines: [{ lineId: 'fln_01m83d21wxea08azs56pp1gndf', quantity: 2 }],
};

const ORDER = {
  id: 'ful_01m83d1yq8e0n9r7k3s5w2x4vb',
  orderNumber: 'S-20261120-4711',
  state: 'requested',
  brands: ['Morrow Clay'],
  requestedAt: '2026-11-20T19:04:12Z',
  acceptBy: '2026-11-23T11:04:12Z',
  shipBy: '2026-11-24T23:00:00Z',
  isLate: false,
  autoCancelAt: '2026-11-26T23:00:00Z',
  answerBy: null,
  addressVersion: 1,
  shippingAddress: {
    name: 'Ana Lima',
    line1: 'Lange Straße 1',
    city: 'Leipzig',
    postalCode: '04103',
    country: 'DE',
  },
  email: 'ana@example.com',
  lines: [
    {
      id: 'fln_01m83d21wxea08azs56pp1gndf',
      sku: 'MC-MUG-INK-350',
      title: 'Morning Mug, Ink Blue',
      variantTitle: '350 ml',
      quantity: 2,
      acceptedQuantity: 0,
      shippedQuantity: 0,
      unitPrice: { amount: 2_800, currency: 'EUR' },
      grams: 420,
    },
  ],
  shipments: [],
  version: 1,
};

const RETURN = {
  id: 'rtn_01m83f5tbzeh0rk8w9n2v4x6ya',
  orderNumber: ORDER.orderNumber,
  fulfillmentOrderId: ORDER.id,
  state: 'requested',
  reason: 'damaged',
  note: 'The handle is off',
  answerNote: null,
  instructions: null,
  carrier: null,
  trackingNumber: null,
  lines: [
    {
      lineId: 'oln_01m83d21wxea08azs56pp1gndf',
      sku: 'MC-MUG-INK-350',
      title: 'Morning Mug, Ink Blue',
      variantTitle: '350 ml',
      quantity: 1,
    },
  ],
  received: null,
  createdAt: '2026-11-25T08:12:00Z',
  dueAt: '2026-11-28T08:12:00Z',
};

const STOCK_FILE = {
  id: 'skf_01m83g7qkzf8htrv2n0xw5c9ya',
  state: 'done',
  refusal: null,
  rows: 12_480,
  applied: 12_400,
  ignored: 64,
  unknown: 15,
  ambiguous: 0,
  problemCount: 1,
  receivedAt: '2026-11-20T02:00:00Z',
  finishedAt: '2026-11-20T02:00:04Z',
};

const PROBLEMS = [{ line: 311, reason: 'onHand must be a whole number of zero or more' }];
const PRICE = { amount: 1_150, currency: 'EUR' };
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const rate = (value: number | null, sample: number) => ({ value, sample });

const STATEMENT = {
  party: {
    id: 'pty_01m83a1yq8e0n9r7k3s5w2x4vb',
    kind: 'retailer',
    name: 'Northwind Supply',
    transfers: 'active',
    requirements: [],
    trouble: null,
    balances: [
      {
        currency: 'EUR',
        pending: euros(0),
        available: euros(3_640),
        receivable: euros(0),
        transferred: euros(182_000),
        frozen: euros(0),
        nextReleaseAt: null,
      },
    ],
  },
  currency: 'EUR',
  from: '2026-11-01',
  to: '2026-11-30',
  opening: euros(0),
  earned: euros(3_640),
  takenBack: euros(0),
  paid: euros(0),
  closing: euros(3_640),
  lines: [
    {
      id: '1',
      at: '2026-11-20T19:05:00Z',
      kind: 'sale',
      orderNumber: ORDER.orderNumber,
      title: 'Morning Mug, Ink Blue / 350 ml',
      quantity: 2,
      rateBp: 6_500,
      state: 'available',
      releaseAt: '2026-11-21T13:40:00Z',
      amount: euros(3_640),
    },
  ],
  nextCursor: null,
  payouts: [],
};

/** One for each body of what a partner's programs send and get; a test holds each against its schema. */
export const PARTNER_EXAMPLES: readonly ApiExample[] = [
  [zFulfillmentOrder, ORDER],
  [zFulfillmentOrderPage, { fulfillmentOrders: [ORDER], nextCursor: null }],
  [zShipment, SHIPMENT],
  [zReshipRequest, { carrier: 'DHL', trackingNumber: 'JD014600004' }],
  [zPartnerReturn, RETURN],
  [zPartnerReturnPage, { returns: [RETURN], nextCursor: null }],
  [zAuthorizeReturnRequest, { instructions: 'Dock 4, Northwind, Porto' }],
  [zRefuseReturnRequest, { note: 'The mug was engraved for you' }],
  [zTakeInReturnRequest, { lines: [{ lineId: 'oln_01m83d21wxea08azs56pp1gndf', quantity: 1 }] }],
  [
    zScorecard,
    {
      days: 90,
      minSample: 20,
      acceptance: rate(0.98, 412),
      lateness: rate(0.02, 388),
      cancellation: rate(0.01, 404),
      returns: rate(0.03, 380),
      failedParcels: rate(null, 12),
      score: 0.97,
      countedAt: '2026-11-20T03:00:00Z',
    },
  ],
  [zStockAnswer, { counts: [{ sku: 'MC-MUG-INK-350', outcome: 'applied', onHand: 12, asOf: '2026-11-20T08:00:00Z' }] }],
  [
    zPriceAnswer,
    { prices: [{ sku: 'MC-MUG-INK-350', outcome: 'applied', price: PRICE, asOf: '2026-11-20T08:00:00Z' }] },
  ],
  [
    zPriceFileReport,
    { rows: 12_480, applied: 12_464, ignored: 0, unknown: 15, ambiguous: 0, problemCount: 1, problems: PROBLEMS },
  ],
  [zStockFileReport, { ...STOCK_FILE, problems: PROBLEMS }],
  [zStockFiles, { files: [STOCK_FILE] }],
  [
    zPartnerEventPage,
    {
      events: [
        {
          cursor: '1042',
          id: 'msg_01m83d20q8e0n9r7k3s5w2x4vb',
          message: {
            type: 'fulfillment_order.requested',
            timestamp: ORDER.requestedAt,
            data: { sequence: 1, fulfillmentOrder: ORDER },
          },
        },
      ],
      cursor: '1042',
      hasMore: false,
    },
  ],
  [zStatement, STATEMENT],
];

/** Files, whose shape no schema says. */
export const FILE_EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/v1/partner/stock/files': {
    'text/csv': 'sku,on_hand,as_of\nMC-MUG-INK-350,12,2026-11-20T08:00:00Z\n',
    'application/x-ndjson': '{"sku":"MC-MUG-INK-350","onHand":12,"asOf":"2026-11-20T08:00:00Z"}\n',
  },
  '/v1/partner/prices/files': {
    'text/csv': 'sku,amount,currency,as_of\nMC-MUG-INK-350,1150,EUR,2026-11-20T08:00:00Z\n',
    'application/x-ndjson':
      '{"sku":"MC-MUG-INK-350","price":{"amount":1150,"currency":"EUR"},"asOf":"2026-11-20T08:00:00Z"}\n',
  },
  '/v1/partner/statement.csv': {
    'text/csv':
      'date,kind,order,title,quantity,rate_percent,state,release_at,amount,currency\r\n2026-11-20,sale,S-20261120-4711,"Morning Mug, Ink Blue / 350 ml",2,65,available,2026-11-21T13:40:00Z,36.40,EUR\r\n',
  },
};
