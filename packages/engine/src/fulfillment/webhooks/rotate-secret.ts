import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import type { SignatureKind } from '../sign-message.ts';
import { EndpointEvents } from './endpoint-events.ts';
import { EndpointStore } from './endpoint.store.ts';
import type { EndpointFailure, EndpointRef, EndpointView } from './endpoint.ts';
import { newSigningSecret, PUBLIC_KEY, verifierOf } from './signing-secret.ts';

const DAY = 86_400;
const MOST_OVERLAP_SECONDS = 7 * DAY;
const MOST_LIVE = 3;

export interface RotationOptions {
  /** How long the secrets before it still sign beside it: 0 to 7 days, a day if nothing is said. */
  readonly overlapSeconds?: number;
  /** Somebody else has the old one: it signs nothing from now on. */
  readonly isCompromised?: boolean;
  /** Which signature the new one makes; that of the newest if nothing is said. */
  readonly signature?: SignatureKind;
}

/** The endpoint after a rotation, and what its messages are verified with from now on: shown this once. */
export interface RotatedSecret {
  readonly endpoint: EndpointView;
  readonly secret: string;
}

/** Gives an endpoint a new secret. While both are live each message carries both signatures, so none is lost. */
@Injectable()
export class RotateSecret {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly events: EndpointEvents,
  ) {}

  async execute(
    ref: EndpointRef,
    { overlapSeconds = DAY, isCompromised = false, signature }: RotationOptions = {},
  ): Promise<Result<RotatedSecret, EndpointFailure>> {
    const overlap = isCompromised ? 0 : overlapSeconds;
    if (!Number.isFinite(overlap) || overlap < 0 || overlap > MOST_OVERLAP_SECONDS) {
      const fields = [{ path: 'overlapSeconds', message: 'From 0 to 7 days' }];
      return err({ code: 'FULFILLMENT.ENDPOINT_INVALID', fields });
    }
    return await this.database.attempt<Result<RotatedSecret, EndpointFailure>>(async (tx) => {
      if (!(await this.endpoints.lock(tx, ref))) return err({ code: 'FULFILLMENT.ENDPOINT_NOT_FOUND' });
      const live = await this.endpoints.liveSecrets(tx, ref.endpointId);
      if (overlap > 0 && live.length >= MOST_LIVE) {
        return err({
          code: 'FULFILLMENT.SECRET_LIMIT',
          detail: `${MOST_LIVE} secrets sign at once at most. Wait until one expires, or rotate with no overlap.`,
        });
      }
      await this.endpoints.expireSecrets(tx, ref.endpointId, overlap, isCompromised);
      const newest: SignatureKind = live[0]?.hint.startsWith(PUBLIC_KEY) ? 'v1a' : 'v1';
      const secret = newSigningSecret(signature ?? newest);
      await this.endpoints.addSecret(tx, ref.endpointId, secret);
      const detail = { overlapSeconds: overlap, isCompromised };
      await this.events.note(tx, [{ endpointId: ref.endpointId, type: 'secret.rotated', detail }]);
      return ok({ endpoint: (await this.endpoints.find(tx, ref))!, secret: verifierOf(secret) });
    });
  }
}
