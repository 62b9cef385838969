import { Inject, Injectable } from '@nestjs/common';
import type { CertificateRequest, CertificateWire, Failure, ProbeAnswer } from '@sidestall/contracts';
import { err, newId, ok, type CertificateId, type ProbeId, type Result, type RetailerId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { checkEndpointUrl } from '../endpoint-address.ts';
import { sealSecret } from '../sealed-secret.ts';
import { secretBytes } from '../sign-message.ts';
import { examineReceiver } from './certificate.jobs.ts';
import { CertificateStore, type CertificateRecord } from './certificate.store.ts';

/** Each sends some thirty requests to an address of the retailer's choice. */
const A_DAY = 20;
const LISTED = 50;

export type CertificateFailure = Failure<
  | 'FULFILLMENT.CERTIFICATE_NOT_FOUND'
  | 'FULFILLMENT.CERTIFICATE_RUNNING'
  | 'FULFILLMENT.CERTIFICATE_TARGET'
  | 'FULFILLMENT.PROBE_UNKNOWN'
  | 'REQUEST.RATE_LIMITED'
>;

const noTarget = (detail: string) => err<CertificateFailure>({ code: 'FULFILLMENT.CERTIFICATE_TARGET', detail });

/** What may follow a question mark is nobody else's business. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const present = (it: CertificateRecord): CertificateWire => ({
  id: it.id,
  state: it.state,
  retailer: it.retailer,
  url: withoutQuery(it.url),
  startedAt: it.startedAt.toISOString(),
  finishedAt: it.finishedAt?.toISOString() ?? null,
  checks: [...(it.checks ?? [])],
  seal:
    it.content === null
      ? null
      : {
          content: it.content,
          sha256: it.sha256!,
          signature: it.signature!,
          keyId: it.keyId!,
          publicKey: it.publicKey!,
        },
});

/** Examinations of retailers' receivers: begun by the retailer, read by whoever has the id. */
@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly store: CertificateStore,
    private readonly outbox: Outbox,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  /** Begins one. It runs in the worker and takes some seconds; ask for it by its id. */
  async begin(
    retailerId: RetailerId,
    request: CertificateRequest,
  ): Promise<Result<CertificateWire, CertificateFailure>> {
    return await this.database.transaction(async (tx) => {
      const target = await this.#targetOf(tx, retailerId, request);
      if (!target.ok) return target;
      const { running, today } = await this.store.begun(tx, retailerId);
      if (running > 0) {
        return err({ code: 'FULFILLMENT.CERTIFICATE_RUNNING', detail: 'Wait for it to end, then begin another.' });
      }
      if (today >= A_DAY) {
        return err({ code: 'REQUEST.RATE_LIMITED', detail: `There are ${A_DAY} examinations a day; go on tomorrow.` });
      }
      const id = newId('cer');
      await this.store.insert(tx, { id, retailerId, ...target.value });
      await this.outbox.schedule(tx, examineReceiver, { certificateId: id }, { key: id });
      return ok(present((await this.store.find(tx, id))!));
    });
  }

  /** Any, by its id, for whoever was given it; `retailerId` asks for one's own. */
  async find(id: CertificateId, retailerId?: RetailerId): Promise<Result<CertificateWire, CertificateFailure>> {
    const found = await this.store.find(this.database, id);
    if (!found || (retailerId !== undefined && found.retailerId !== retailerId)) {
      return err({ code: 'FULFILLMENT.CERTIFICATE_NOT_FOUND' });
    }
    return ok(present(found));
  }

  /** A retailer's own, the newest first. */
  async list(retailerId: RetailerId): Promise<CertificateWire[]> {
    return (await this.store.ofRetailer(this.database, retailerId, LISTED)).map(present);
  }

  /** The receiver under examination says that it acted on a message. */
  async act(retailerId: RetailerId, probe: ProbeId): Promise<Result<ProbeAnswer, CertificateFailure>> {
    const acts = await this.database.transaction((tx) => this.store.act(tx, retailerId, probe));
    return acts === null ? err({ code: 'FULFILLMENT.PROBE_UNKNOWN' }) : ok({ acts });
  }

  async #targetOf(tx: Tx, retailerId: RetailerId, { url, secret }: CertificateRequest) {
    if (url === undefined || secret === undefined) {
      const endpoint = await this.store.endpointOf(tx, retailerId);
      return endpoint ? ok(endpoint) : noTarget('You have no endpoint; name the url and the secret of a receiver.');
    }
    const checked = checkEndpointUrl(url, this.config.webhooks.allowPrivateHosts);
    if (typeof checked === 'string') return noTarget(`The url cannot be used: ${checked}`);
    try {
      secretBytes(secret);
    } catch (error) {
      return noTarget((error as Error).message);
    }
    return ok({ url, sealedSecrets: [sealSecret(secret, this.config.appSecret)] });
  }
}
