import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

export const CERTIFICATE_STATES = ['running', 'passed', 'failed'] as const;
export const CHECK_OUTCOMES = ['passed', 'failed', 'not_shown'] as const;

/** What is to be examined: your endpoint as it is registered, or any receiver of yours with the secret it verifies with. */
export const zCertificateRequest = z
  .object({
    url: z.string().min(1).max(2_000).optional().meta({
      description: 'A receiver of yours; left out, your registered endpoint is examined',
      example: 'https://staging.retailer.example/webhooks',
    }),
    secret: zText(200).optional().meta({
      description: 'The `whsec_…` that receiver verifies with; needed with `url`, and forgotten after the run',
    }),
  })
  .refine((it) => (it.url === undefined) === (it.secret === undefined), 'url and secret go together')
  .meta({ id: 'CertificateRequest' });

/** One line of the report. */
export const zCertificateCheck = z
  .object({
    name: z.string(),
    title: z.string().meta({ description: 'What a receiver must do' }),
    outcome: z.enum(CHECK_OUTCOMES).meta({
      description:
        '`not_shown`: it could not be seen from outside, because the receiver does not say what it acts on; it fails nobody',
    }),
    said: z.string().meta({ description: 'What happened, in words, and what to do about it' }),
    statuses: z
      .array(z.int().nullable())
      .meta({ description: 'The status of each answer, in the order they were asked for; null where none came' }),
    milliseconds: z.int().nullable().meta({ description: 'The slowest of these answers' }),
  })
  .meta({ id: 'CertificateCheck' });

/** The report as it was sealed; see `GET /v1/promise-keys` for the key. */
export const zCertificateSeal = z
  .object({
    content: z.string().meta({ description: 'Canonical JSON (RFC 8785) of the report, as text' }),
    sha256: z.string(),
    signature: z.string().meta({ description: 'Ed25519 over the bytes of `content`, base64url' }),
    keyId: z.string(),
    publicKey: z.string(),
  })
  .meta({ id: 'CertificateSeal' });

export const zCertificate = z
  .object({
    id: zId('cer'),
    state: z.enum(CERTIFICATE_STATES),
    retailer: z.string(),
    url: z.string().meta({ description: 'Without what follows a question mark' }),
    startedAt: zInstant,
    finishedAt: zInstant.nullable(),
    checks: z.array(zCertificateCheck),
    seal: zCertificateSeal.nullable().meta({ description: 'Once it is finished' }),
  })
  .meta({ id: 'Certificate' });

export const zCertificateList = z.object({ certificates: z.array(zCertificate) }).meta({ id: 'CertificateList' });

/** A receiver says that it acted on a message of the examination. */
export const zProbeAnswer = z
  .object({ acts: z.int().meta({ description: 'How often you have said so of this one' }) })
  .meta({ id: 'ProbeAnswer' });

export type CertificateRequest = z.infer<typeof zCertificateRequest>;
export type CertificateCheck = z.infer<typeof zCertificateCheck>;
export type CertificateSeal = z.infer<typeof zCertificateSeal>;
export type CertificateWire = z.infer<typeof zCertificate>;
export type CertificateList = z.infer<typeof zCertificateList>;
export type ProbeAnswer = z.infer<typeof zProbeAnswer>;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];
