import { Inject, Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import { bodyOf, type Letter } from '../../ordering/order-letters.ts';
import type { EngineConfig } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { Mailer } from '../../platform/mailer.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';

const HEADINGS: Readonly<Record<number, string>> = {
  1: 'has to leave within four hours',
  2: 'should have left by now',
  3: 'is a day late',
};

/** What a retailer's contact is written about parcels that have to leave. */
@Injectable()
export class DeadlineMails {
  constructor(
    private readonly mailer: Mailer,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  /** Once for each fulfillment order and stage; nobody is written to who left no address. */
  async shipping(tx: Tx, order: FulfillmentOrderRecord, stage: number): Promise<void> {
    const contact = await this.#contact(tx, order.retailerId);
    if (!contact) return;
    const left = order.lines.reduce((sum, line) => sum + line.acceptedQuantity - line.shippedQuantity, 0);
    const letter: Letter = {
      heading: `Order ${order.orderNumber} ${HEADINGS[stage]!}`,
      paragraphs: [
        stage === 1
          ? 'Ship it, or say now that you cannot, so that the buyer is not kept waiting.'
          : 'What has not left counts as late on your scorecard. If you cannot send it, cancel it: others may have it.',
      ],
      rows: [
        ['To leave by', inZone(order.shipBy, contact.timeZone)],
        ['Units to send', String(left)],
        ...(order.autoCancelAt
          ? [['Taken back by itself', inZone(order.autoCancelAt, contact.timeZone)] as [string, string]]
          : []),
      ],
      button: { text: 'Open the portal', url: `${this.config.publicUrls.console}/partner` },
      footer: `You receive this as the contact of ${contact.name}.`,
    };
    await this.mailer.send(tx, {
      to: contact.email,
      subject: letter.heading,
      key: `ship-by-${order.id}-${stage}-${order.shipBy.toISOString()}`,
      ...bodyOf(letter),
    });
  }

  async #contact(tx: Tx, retailerId: RetailerId): Promise<{ email: string; name: string; timeZone: string } | null> {
    return await tx.one(
      `SELECT contact_email AS email, name, time_zone AS "timeZone" FROM fulfillment.retailer
        WHERE id = $1 AND contact_email IS NOT NULL`,
      [retailerId],
    );
  }
}

const inZone = (at: Date, timeZone: string): string =>
  `${at.toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' })} (${timeZone})`;
