import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

export const ENDPOINT_STATES = [
  'verifying',
  'active',
  'degraded',
  'probing',
  'disabled_auto',
  'disabled_by_partner',
  'paused',
] as const;
export const DELIVERY_STATES = [
  'pending',
  'held',
  'in_flight',
  'succeeded',
  'failed',
  'blocked',
  'aborted',
  'exhausted',
  'canceled',
] as const;
export const SIGNATURES = ['v1', 'v1a'] as const;

const zPem = z.string().min(1).max(20_000);

/** What may be said of an endpoint. */
const settings = {
  url: z.string().min(1).max(2_000).meta({
    description: 'https on port 443 or 8443, leading to public addresses only',
    example: 'https://retailer.example/webhooks/sidestall',
  }),
  description: zText(200),
  format: z.enum(['full', 'thin']).meta({
    description: '`thin` names the fulfillment order and says nothing of the buyer; fetch the rest with your key',
  }),
  eventTypes: z
    .array(z.string())
    .max(50)
    .nullable()
    .meta({ description: 'Which types to send; null for all', example: ['fulfillment_order.requested'] }),
  headers: z
    .record(z.string(), z.string())
    .nullable()
    .meta({ description: 'Sent with every message, such as a token of your gateway. Kept sealed, never shown again' }),
  tls: z
    .object({ clientCert: zPem.optional(), clientKey: zPem.optional(), ca: zPem.optional() })
    .nullable()
    .meta({ description: 'PEM: a certificate and key for us to present, an authority of your own. Kept sealed' }),
  ratePerSecond: z.int().min(1).max(1_000).meta({ description: 'Messages a second at most' }),
  concurrency: z.int().min(1).max(50).meta({ description: 'Messages in the air at once at most' }),
} as const;

export const zEndpointRequest = z
  .object({
    ...z.object(settings).partial().shape,
    url: settings.url,
    signature: z.enum(SIGNATURES).default('v1').meta({
      description:
        '`v1`: a shared secret (HMAC-SHA256). `v1a`: we keep the private key, you get the public one (ed25519)',
    }),
  })
  .meta({ id: 'EndpointRequest' });

export const zEndpointChange = z
  .object(settings)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names nothing to change')
  .meta({ id: 'EndpointChange' });

export const zEndpointSecret = z
  .object({
    id: zId('eds'),
    hint: z.string().meta({ description: 'The last letters of a shared secret, or the public key' }),
    createdAt: zInstant,
    expiresAt: zInstant.nullable().meta({ description: 'It signs nothing from then on; null for the newest' }),
  })
  .meta({ id: 'EndpointSecret' });

export const zEndpoint = z
  .object({
    id: zId('end'),
    url: z.string(),
    description: z.string(),
    state: z.enum(ENDPOINT_STATES).meta({
      description:
        '`verifying`: nothing is sent before a test event was answered with 2xx. `degraded`, `probing`: too much failed, one message asks whether you are back. `disabled_…`: what is for it waits until it is verified',
    }),
    reason: z.string().nullable().meta({ description: 'Why it is not active' }),
    format: z.enum(['full', 'thin']),
    eventTypes: z.array(z.string()).nullable(),
    headerNames: z.array(z.string()),
    hasTls: z.boolean(),
    ratePerSecond: z.int(),
    concurrency: z.int(),
    createdAt: zInstant,
    verifiedAt: zInstant.nullable(),
    lastSuccessAt: zInstant.nullable(),
    failingSince: zInstant.nullable(),
    lastError: z.string().nullable(),
    heldUntil: zInstant.nullable().meta({ description: 'Nothing goes out before' }),
    waiting: z.int().meta({ description: 'Messages that wait for their time, for the breaker or for the endpoint' }),
    secrets: z.array(zEndpointSecret),
  })
  .meta({ id: 'Endpoint' });

export const zEndpointList = z.object({ endpoints: z.array(zEndpoint) }).meta({ id: 'EndpointList' });

export const zEndpointWithSecret = z
  .object({
    endpoint: zEndpoint,
    secret: z.string().meta({
      description: 'What you verify with: `whsec_…`, or the public key `whpk_…`. Shown this once',
    }),
  })
  .meta({ id: 'EndpointWithSecret' });

/** What messages to one endpoint are verified with, for whoever forwards or checks them without an API key. */
export const zWebhookKeys = z
  .object({
    endpointId: zId('end'),
    keys: z
      .array(
        z.object({
          key: z.string().meta({ description: 'Ed25519, `whpk_` and 32 bytes in base64, after Standard Webhooks' }),
          createdAt: zInstant,
          expiresAt: zInstant.nullable().meta({ description: 'It signs nothing from then on; null for the newest' }),
        }),
      )
      .meta({ description: 'All that sign now, the newest first; none for an endpoint whose secrets are shared' }),
  })
  .meta({ id: 'WebhookKeys' });

export const zRotationRequest = z
  .object({
    overlapSeconds: z
      .int()
      .min(0)
      .max(604_800)
      .default(86_400)
      .meta({ description: 'How long the secrets before it still sign beside it' }),
    isCompromised: z
      .boolean()
      .default(false)
      .meta({ description: 'Somebody else has the old one: it signs nothing from now on' }),
    signature: z.enum(SIGNATURES).optional().meta({ description: 'That of the newest secret when left out' }),
  })
  .meta({ id: 'RotationRequest', example: { overlapSeconds: 86_400 } });

export const zTestOutcome = z
  .object({
    isWell: z.boolean().meta({ description: 'Answered with 2xx' }),
    status: z.int().nullable(),
    errorClass: z
      .string()
      .nullable()
      .meta({ description: 'Why there was no whole answer, such as `TLS_CERT_HAS_EXPIRED`' }),
    responseBody: z.string().nullable(),
    deliveryId: zId('dlv').meta({ description: 'Its line in the log' }),
  })
  .meta({ id: 'TestOutcome' });

export const zVerification = z.object({ endpoint: zEndpoint, test: zTestOutcome }).meta({ id: 'Verification' });

export const zDeliveryAttempt = z
  .object({
    id: zId('att'),
    number: z.int(),
    url: z.string(),
    startedAt: zInstant,
    finishedAt: zInstant.nullable().meta({ description: 'Null while it is in the air' }),
    durationMs: z.int().nullable(),
    dnsMs: z.int().nullable(),
    connectMs: z.int().nullable().meta({ description: 'Null on a connection that was open already' }),
    tlsMs: z.int().nullable(),
    firstByteMs: z.int().nullable(),
    address: z.string().nullable(),
    tlsVersion: z.string().nullable(),
    status: z.int().nullable(),
    errorClass: z.string().nullable(),
    responseBody: z.string().nullable().meta({ description: 'At most 4 KiB of what you answered' }),
    nextAt: zInstant.nullable(),
  })
  .meta({ id: 'DeliveryAttempt' });

const delivery = z.object({
  id: zId('dlv'),
  messageId: zId('msg').meta({ description: 'The `webhook-id`, the same at each attempt and replay' }),
  endpointId: zId('end'),
  fulfillmentOrderId: zId('ful').nullable(),
  sequence: z.int(),
  type: z.string(),
  state: z.enum(DELIVERY_STATES),
  reason: z.string().nullable(),
  trigger: z.enum(['event', 'replay']),
  attempts: z.int(),
  createdAt: zInstant,
  finishedAt: zInstant.nullable(),
  nextAt: zInstant.nullable().meta({ description: 'When it is tried next; null when it is not' }),
  deadline: zInstant.nullable().meta({ description: 'Later than this it would help nobody' }),
  attemptLog: z.array(zDeliveryAttempt),
});
export const zDelivery = delivery.meta({ id: 'Delivery' });
export const zDeliveryWithBody = delivery
  .extend({ body: z.string().meta({ description: 'The bytes that were signed, as text' }) })
  .meta({ id: 'DeliveryWithBody' });

export const zDeliveryPage = z
  .object({ deliveries: z.array(zDelivery), before: zId('dlv').nullable() })
  .meta({ id: 'DeliveryPage' });

export const zDeliveryQuery = z.object({
  endpointId: zId('end').optional(),
  fulfillmentOrderId: zId('ful').optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  type: z.string().max(100).optional(),
  before: zId('dlv').optional().meta({ description: 'Only those older than this one' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const zReplayed = z
  .object({
    was: z.enum(DELIVERY_STATES).meta({
      description: 'The state it was in. One that is still on its way, or was taken back, stays as it is',
    }),
  })
  .meta({ id: 'Replayed' });

export const zReplayRequest = z
  .object({
    kind: z.enum(['since', 'missing']).meta({
      description: '`since`: everything from that moment on, also what arrived. `missing`: what never arrived',
    }),
    since: zInstant.optional().meta({ description: 'At most thirty days ago; needed for `since`' }),
  })
  .refine((request) => request.kind === 'missing' || request.since !== undefined, 'since needs a moment')
  .meta({ id: 'ReplayRequest', example: { kind: 'missing' } });

export const zReplay = z
  .object({
    id: zId('rpl'),
    kind: z.enum(['since', 'missing']),
    since: zInstant,
    replayed: z.int().meta({ description: 'So many are on their way again' }),
    createdAt: zInstant,
    finishedAt: zInstant.nullable(),
  })
  .meta({ id: 'Replay' });

export const zEndpointEvent = z
  .object({
    id: zId('eev'),
    endpointId: zId('end'),
    type: z.enum([
      'endpoint.degraded',
      'endpoint.failing',
      'endpoint.recovered',
      'endpoint.disabled',
      'endpoint.verified',
      'delivery.exhausted',
      'secret.rotated',
    ]),
    detail: z.record(z.string(), z.unknown()),
    createdAt: zInstant,
  })
  .meta({ id: 'EndpointEvent' });

export const zEndpointEventPage = z
  .object({ events: z.array(zEndpointEvent), before: zId('eev').nullable() })
  .meta({ id: 'EndpointEventPage' });

export const zEndpointEventQuery = z.object({
  endpointId: zId('end').optional(),
  before: zId('eev').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** A message as your receiver got it, and what it was verified with. Nothing of it is kept. */
export const zSignatureQuestion = z
  .object({
    secret: z.string().min(1).max(200).meta({ description: '`whsec_…` or `whpk_…`' }),
    headers: z.record(z.string(), z.string()).meta({
      description: 'As they came, in any case',
      example: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    }),
    body: z.string().max(300_000).meta({ description: 'The raw bytes, as text: not parsed and written again' }),
  })
  .meta({ id: 'SignatureQuestion' });

export const SIGNATURE_FINDINGS = [
  'matches',
  'matches_but_old',
  'secret_invalid',
  'header_missing',
  'timestamp_invalid',
  'no_such_version',
  'body_reformatted',
  'body_trimmed',
  'other_secret',
  'differs',
] as const;

export const zSignatureAnswer = z
  .object({
    finding: z.enum(SIGNATURE_FINDINGS),
    said: z.string().meta({ description: 'What is wrong, and what to do about it' }),
    expected: z.string().nullable().meta({ description: 'The signature we would make; null with a public key' }),
    signedContent: z
      .string()
      .nullable()
      .meta({ description: 'What is signed: id, timestamp and body with dots between' }),
  })
  .meta({ id: 'SignatureAnswer' });

export type EndpointRequest = z.infer<typeof zEndpointRequest>;
export type EndpointChange = z.infer<typeof zEndpointChange>;
export type EndpointWire = z.infer<typeof zEndpoint>;
export type EndpointList = z.infer<typeof zEndpointList>;
export type EndpointWithSecret = z.infer<typeof zEndpointWithSecret>;
export type WebhookKeys = z.infer<typeof zWebhookKeys>;
export type RotationRequest = z.infer<typeof zRotationRequest>;
export type TestOutcomeWire = z.infer<typeof zTestOutcome>;
export type VerificationWire = z.infer<typeof zVerification>;
export type DeliveryWire = z.infer<typeof zDelivery>;
export type DeliveryWithBody = z.infer<typeof zDeliveryWithBody>;
export type DeliveryPage = z.infer<typeof zDeliveryPage>;
export type DeliveryQuery = z.infer<typeof zDeliveryQuery>;
export type Replayed = z.infer<typeof zReplayed>;
export type ReplayRequest = z.infer<typeof zReplayRequest>;
export type ReplayWire = z.infer<typeof zReplay>;
export type EndpointEventPage = z.infer<typeof zEndpointEventPage>;
export type EndpointEventQuery = z.infer<typeof zEndpointEventQuery>;
export type SignatureQuestion = z.infer<typeof zSignatureQuestion>;
export type SignatureAnswer = z.infer<typeof zSignatureAnswer>;
export type SignatureFinding = (typeof SIGNATURE_FINDINGS)[number];
