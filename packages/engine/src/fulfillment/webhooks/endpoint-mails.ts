import { Inject, Injectable } from '@nestjs/common';
import type { Id, RetailerId } from '@sidestall/kernel';
import { bodyOf, type Letter } from '../../ordering/order-letters.ts';
import type { EngineConfig } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { Mailer } from '../../platform/mailer.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';

/** An endpoint somebody is written to about. */
export interface TroubledEndpoint {
  readonly id: Id<'end'>;
  readonly retailerId: RetailerId;
  readonly retailerName: string;
  readonly url: string;
  /** Null when the retailer left no address. */
  readonly contactEmail: string | null;
  readonly lastError: string | null;
  readonly waiting: number;
}

/** A day of deliveries to one retailer. */
export interface DeliveryDay {
  readonly retailerId: RetailerId;
  readonly retailerName: string;
  readonly contactEmail: string;
  readonly day: string;
  readonly arrived: number;
  readonly failedAttempts: number;
  readonly exhausted: number;
  readonly waiting: number;
  readonly stopped: number;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'the endpoint');

/** What a retailer's contact is written about its endpoints. */
@Injectable()
export class EndpointMails {
  constructor(
    private readonly mailer: Mailer,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  /** `since` names this failing, so that each of its warnings is written once. */
  async failing(tx: Tx, endpoint: TroubledEndpoint, hours: number, since: string): Promise<void> {
    await this.#write(tx, endpoint, `endpoint-failing-${endpoint.id}-${since}-${hours}`, {
      heading: `${hostOf(endpoint.url)} has not taken a message for ${hours === 1 ? 'an hour' : `${hours} hours`}`,
      paragraphs: [
        `We go on trying, and no message is lost. New orders go to others until yours is back. The last error was ${endpoint.lastError ?? 'unknown'}.`,
        'If nothing arrives for five days, the endpoint is switched off until you verify it again. Orders can also be read and answered through the API.',
      ],
      rows: [['Messages that wait', String(endpoint.waiting)]],
    });
  }

  async recovered(tx: Tx, endpoint: TroubledEndpoint, since: string): Promise<void> {
    await this.#write(tx, endpoint, `endpoint-recovered-${endpoint.id}-${since}`, {
      heading: `${hostOf(endpoint.url)} takes messages again`,
      paragraphs: ['What waited is on its way, in order and at your pace. You are asked for new orders again.'],
      rows: [],
    });
  }

  async disabled(tx: Tx, endpoint: TroubledEndpoint, reason: string, since: string): Promise<void> {
    await this.#write(tx, endpoint, `endpoint-disabled-${endpoint.id}-${since}`, {
      heading: `${hostOf(endpoint.url)} was switched off`,
      paragraphs: [
        DISABLED[reason] ?? 'It takes no more messages.',
        'Messages are kept. Verify the endpoint in the portal to have them delivered.',
      ],
      rows: [['Messages that wait', String(endpoint.waiting)]],
    });
  }

  async digest(tx: Tx, day: DeliveryDay): Promise<void> {
    const letter: Letter = {
      heading: `Your messages of ${day.day}`,
      paragraphs: [
        day.exhausted > 0 || day.stopped > 0
          ? 'Some messages did not arrive. They can be replayed in the portal.'
          : 'Everything arrived or is on its way.',
      ],
      rows: [
        ['Arrived', String(day.arrived)],
        ['Attempts that failed', String(day.failedAttempts)],
        ['Given up', String(day.exhausted)],
        ['Still waiting', String(day.waiting)],
        ['Endpoints that are off', String(day.stopped)],
      ],
      ...this.#ending(day.retailerName),
    };
    await this.mailer.send(tx, {
      to: day.contactEmail,
      subject: letter.heading,
      key: `delivery-digest-${day.retailerId}-${day.day}`,
      ...bodyOf(letter),
    });
  }

  #ending(name: string): Pick<Letter, 'button' | 'footer'> {
    return {
      button: { text: 'Open the portal', url: `${this.config.publicUrls.console}/partner` },
      footer: `You receive this as the contact of ${name}.`,
    };
  }

  async #write(
    tx: Tx,
    endpoint: TroubledEndpoint,
    key: string,
    said: Pick<Letter, 'heading' | 'paragraphs' | 'rows'>,
  ): Promise<void> {
    if (endpoint.contactEmail === null) return;
    const letter: Letter = { ...said, ...this.#ending(endpoint.retailerName) };
    await this.mailer.send(tx, { to: endpoint.contactEmail, subject: letter.heading, key, ...bodyOf(letter) });
  }
}

const DISABLED: Readonly<Record<string, string>> = {
  failing: 'Nothing arrived there for five days.',
  gone: 'It answered 410 Gone, which means that it is no more.',
  asked: 'Its answer asked for it, by the header webhook-delivery: disable.',
};
