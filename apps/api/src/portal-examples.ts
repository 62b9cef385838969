import {
  zCertificate,
  zCertificateList,
  zCertificateRequest,
  zDeliveryPage,
  zDeliveryWithBody,
  zEndpoint,
  zEndpointChange,
  zEndpointEventPage,
  zEndpointList,
  zEndpointRequest,
  zEndpointWithSecret,
  zNewPartnerKey,
  zPartnerKeyList,
  zProbeAnswer,
  zReplay,
  zReplayed,
  zSignatureAnswer,
  zSignatureQuestion,
  zTestOutcome,
  zVerification,
  zWebhookKeys,
} from '@sidestall/contracts';
import type { z } from 'zod';

/** A body that fits its schema, as the API's description shows it. */
export type ApiExample = readonly [schema: z.ZodType, example: unknown];

/** The published example of Standard Webhooks: whoever verifies it right finds that it matches. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
};

const KEY = {
  id: 'key_01m83a5tbzeh0rk8w9n2v4x6ya',
  name: 'Warehouse 2',
  hint: '3f9c',
  scopes: ['orders:read', 'orders:write'],
  createdAt: '2026-11-01T09:00:00Z',
  lastUsedAt: '2026-11-20T19:04:00Z',
};

const ENDPOINT = {
  id: 'end_01m83a7qkzf8htrv2n0xw5c9ya',
  url: 'https://retailer.example/webhooks',
  description: 'Warehouse 2',
  state: 'active',
  reason: null,
  format: 'full',
  eventTypes: null,
  headerNames: [],
  hasTls: false,
  ratePerSecond: 50,
  concurrency: 5,
  createdAt: '2026-11-01T09:10:00Z',
  verifiedAt: '2026-11-01T09:10:02Z',
  lastSuccessAt: '2026-11-20T19:04:13Z',
  failingSince: null,
  lastError: null,
  heldUntil: null,
  waiting: 0,
  secrets: [{ id: 'eds_01m83a7r0zf8htrv2n0xw5c9ya', hint: 'LaSw', createdAt: '2026-11-01T09:10:00Z', expiresAt: null }],
};

const TEST = {
  isWell: true,
  status: 204,
  errorClass: null,
  responseBody: '',
  deliveryId: 'dlv_01m83d20zf8htrv2n0xw5c9yab',
};

const DELIVERY = {
  id: 'dlv_01m83d20zf8htrv2n0xw5c9yab',
  messageId: 'msg_01m83d20q8e0n9r7k3s5w2x4vb',
  endpointId: ENDPOINT.id,
  fulfillmentOrderId: 'ful_01m83d1yq8e0n9r7k3s5w2x4vb',
  sequence: 1,
  type: 'fulfillment_order.requested',
  state: 'succeeded',
  reason: null,
  trigger: 'event',
  attempts: 1,
  createdAt: '2026-11-20T19:04:12Z',
  finishedAt: '2026-11-20T19:04:13Z',
  nextAt: null,
  deadline: '2026-11-23T11:04:12Z',
  attemptLog: [
    {
      id: 'att_01m83d21zf8htrv2n0xw5c9yab',
      number: 1,
      url: ENDPOINT.url,
      startedAt: '2026-11-20T19:04:12Z',
      finishedAt: '2026-11-20T19:04:13Z',
      durationMs: 182,
      dnsMs: 4,
      connectMs: 21,
      tlsMs: 44,
      firstByteMs: 180,
      address: '203.0.113.7',
      tlsVersion: 'TLSv1.3',
      status: 204,
      errorClass: null,
      responseBody: '',
      nextAt: null,
    },
  ],
};

const CERTIFICATE = {
  id: 'cer_01m83h7qkzf8htrv2n0xw5c9ya',
  state: 'running',
  retailer: 'Northwind Supply',
  url: 'https://staging.retailer.example/webhooks',
  startedAt: '2026-11-20T10:00:00Z',
  finishedAt: null,
  checks: [
    {
      name: 'S5',
      title: 'Refuses an altered body',
      outcome: 'passed',
      said: 'It answered 401 to a body that was altered on the way.',
      statuses: [401],
      milliseconds: 12,
    },
  ],
  seal: null,
};

/** One for each body of a partner's keys, endpoints, messages and certificates; a test holds each against its schema. */
export const PORTAL_EXAMPLES: readonly ApiExample[] = [
  [zPartnerKeyList, { keys: [KEY] }],
  [zNewPartnerKey, { key: { ...KEY, lastUsedAt: null }, secret: 'sk_retail_5pX2…3f9c' }],
  [zEndpoint, ENDPOINT],
  [zEndpointList, { endpoints: [ENDPOINT] }],
  [zEndpointRequest, { url: ENDPOINT.url, description: 'Warehouse 2' }],
  [zEndpointChange, { ratePerSecond: 20, eventTypes: ['fulfillment_order.requested', 'fulfillment_order.canceled'] }],
  [zEndpointWithSecret, { endpoint: { ...ENDPOINT, state: 'verifying', verifiedAt: null }, secret: VECTOR.secret }],
  [
    zWebhookKeys,
    {
      endpointId: ENDPOINT.id,
      keys: [
        {
          key: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
          createdAt: ENDPOINT.createdAt,
          expiresAt: null,
        },
      ],
    },
  ],
  [zTestOutcome, TEST],
  [zVerification, { endpoint: ENDPOINT, test: TEST }],
  [
    zEndpointEventPage,
    {
      events: [
        {
          id: 'eev_01m83a9qkzf8htrv2n0xw5c9ya',
          endpointId: ENDPOINT.id,
          type: 'endpoint.verified',
          detail: {},
          createdAt: ENDPOINT.verifiedAt,
        },
      ],
      before: null,
    },
  ],
  [zSignatureQuestion, VECTOR],
  [
    zSignatureAnswer,
    {
      finding: 'matches_but_old',
      said: 'The signature is right, but the message is older than five minutes: your receiver must refuse it. Look at its clock.',
      expected: VECTOR.headers['webhook-signature'],
      signedContent: `${VECTOR.headers['webhook-id']}.${VECTOR.headers['webhook-timestamp']}.${VECTOR.body}`,
    },
  ],
  [zDeliveryPage, { deliveries: [DELIVERY], before: null }],
  [zDeliveryWithBody, { ...DELIVERY, body: VECTOR.body }],
  [zReplayed, { was: 'succeeded' }],
  [
    zReplay,
    {
      id: 'rpl_01m83j7qkzf8htrv2n0xw5c9ya',
      kind: 'missing',
      since: '2026-10-21T10:00:00Z',
      replayed: 12,
      createdAt: '2026-11-20T10:00:00Z',
      finishedAt: '2026-11-20T10:00:01Z',
    },
  ],
  [zCertificateRequest, { url: CERTIFICATE.url, secret: VECTOR.secret }],
  [zCertificate, CERTIFICATE],
  [zCertificateList, { certificates: [CERTIFICATE] }],
  [zProbeAnswer, { acts: 1 }],
];
