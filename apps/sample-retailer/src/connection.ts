import type { Certificate, Delivery, Endpoint, PartnerClient } from '@sidestall/partner-sdk';
import type { RecordFile } from './record-file.ts';

/** How many messages the page shows. */
const SHOWN = 20;
/** Old secrets sign for a week at most; more than these are not needed. */
const KEPT_SECRETS = 4;

/** What Sidestall says of the way to this house; null when it could not be asked. */
export interface ConnectionView {
  readonly endpoints: readonly Endpoint[];
  readonly deliveries: readonly Delivery[];
  /** The newest examination of this house, with the address of its page. */
  readonly certificate: { readonly report: Certificate; readonly page: string } | null;
}

/** Looks after the way messages come in: tests it, changes its secret without a restart, asks for messages again. */
export class Connection {
  readonly #record: RecordFile;
  readonly #sidestall: PartnerClient;
  readonly #apiUrl: string;

  constructor(record: RecordFile, sidestall: PartnerClient, apiUrl: string) {
    this.#record = record;
    this.#apiUrl = apiUrl.replace(/\/+$/, '');
    this.#sidestall = sidestall;
  }

  async look(): Promise<ConnectionView | null> {
    try {
      const [endpoints, { deliveries }, [report]] = await Promise.all([
        this.#sidestall.endpoints(),
        this.#sidestall.deliveries({ limit: SHOWN }),
        this.#sidestall.certificates(),
      ]);
      const certificate = report ? { report, page: `${this.#apiUrl}/v1/certificates/${report.id}/page` } : null;
      return { endpoints, deliveries, certificate };
    } catch {
      return null;
    }
  }

  /** Does what a button says; what came of it in words, or null for a button that does not exist. */
  async press(button: string, id: string): Promise<string | null> {
    try {
      switch (button) {
        case 'test': {
          const { isWell, status, errorClass } = await this.#sidestall.testEndpoint(id);
          return isWell ? `The test event arrived: ${status}` : `The test event failed: ${status ?? errorClass}`;
        }
        case 'rotate':
          return await this.#rotate(id, false);
        case 'replace':
          return await this.#rotate(id, true);
        case 'certify':
          await this.#sidestall.certify();
          return 'The examination has begun; it takes a few seconds';
        case 'replay': {
          const { was } = await this.#sidestall.replay(id);
          return was === 'pending' || was === 'in_flight' ? 'It is on its way already' : 'It is said again';
        }
        default:
          return null;
      }
    } catch (error) {
      return `Sidestall says: ${(error as Error).message}`;
    }
  }

  /** The new secret is safe here before the next message comes: it is written down first, then used. */
  async #rotate(id: string, isCompromised: boolean): Promise<string> {
    const { secret } = await this.#sidestall.rotateSecret(id, { isCompromised });
    const secrets = [secret, ...(this.#record.data.secrets ?? [])].slice(0, KEPT_SECRETS);
    this.#record.data.secrets = secrets;
    await this.#record.save({ secrets });
    return isCompromised
      ? 'The secret was replaced; the old one signs nothing more'
      : 'There is a new secret; the old one signs beside it for a day';
  }
}
