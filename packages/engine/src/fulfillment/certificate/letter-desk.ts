import { randomBytes } from 'node:crypto';
import type { FulfillmentOrderWire } from '@sidestall/contracts';
import { newId, type CertificateId, type ProbeId } from '@sidestall/kernel';
import { signMessage } from '../sign-message.ts';

/** One request to the receiver under examination. */
export interface Letter {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const stranger = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Writes letters, right ones and wrong ones, with the secrets the receiver verifies with. */
export class LetterDesk {
  constructor(
    private readonly certificateId: CertificateId,
    private readonly secrets: readonly string[],
    private readonly now: Date,
    private readonly probes: ReadonlyMap<string, ProbeId>,
  ) {}

  get epochSeconds(): number {
    return Math.floor(this.now.getTime() / 1_000);
  }

  newMessageId(): string {
    return newId('msg');
  }

  /** A test message; a receiver that acts on it may say so by naming the probe. */
  test(check: string, more: Readonly<Record<string, unknown>> = {}, type = 'endpoint.test'): string {
    return JSON.stringify({
      type,
      timestamp: this.now.toISOString(),
      data: { certificate: this.certificateId, check, probe: this.probes.get(check) ?? null, ...more },
    });
  }

  /** A message about a fulfillment order that never was. */
  aboutNobody(order: FulfillmentOrderWire, type: string, sequence: number): string {
    const data = { sequence, fulfillmentOrder: order };
    return JSON.stringify({ type, timestamp: this.now.toISOString(), data });
  }

  /** An order that nobody placed, for nobody, named so that a person who sees it on a desk leaves it alone. */
  nobodysOrder(state: FulfillmentOrderWire['state']): FulfillmentOrderWire {
    const at = this.now.toISOString();
    return {
      id: newId('ful'),
      orderNumber: 'TEST-ONLY',
      state,
      brands: ['Certificate test'],
      requestedAt: at,
      acceptBy: at,
      shipBy: at,
      isLate: false,
      autoCancelAt: null,
      answerBy: null,
      addressVersion: 1,
      shippingAddress: {
        name: 'Certificate test',
        line1: 'Do not ship',
        city: 'Nowhere',
        postalCode: '0',
        country: 'DE',
      },
      email: 'certificate@example.invalid',
      lines: [],
      shipments: [],
      version: 1,
    };
  }

  signed(body: string, more: { id?: string; seconds?: number; secrets?: readonly string[] } = {}): Letter {
    const { id = this.newMessageId(), seconds = this.epochSeconds, secrets = this.secrets } = more;
    return { headers: signMessage(secrets, id, seconds, body), body };
  }

  /** Signed by somebody who does not know the secret. */
  forged(body: string): Letter {
    return this.signed(body, { secrets: [stranger()] });
  }

  /** As while a secret is being rotated: with a signature beside the right one that the receiver cannot know. */
  rotated(body: string, isNewFirst: boolean): Letter {
    return this.signed(body, { secrets: isNewFirst ? [stranger(), ...this.secrets] : [...this.secrets, stranger()] });
  }
}
