import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database.ts';
import { OrderLetters } from '../order-letters.ts';
import type { OrderRow } from '../order.store.ts';
import type { ShortUnits } from './short-units.ts';

/** What buyers are told of units that wait. What is given up is told where it is not charged, or refunded. */
@Injectable()
export class BackorderMails {
  constructor(private readonly letters: OrderLetters) {}

  async waiting(tx: Tx, order: OrderRow, units: readonly ShortUnits[], until: string): Promise<void> {
    const lines = units.map(({ line }) => line.lineId).join('-');
    await this.letters.toBuyer(tx, order, `backordered-${lines}`, `A part of your order ${order.number} comes later`, {
      heading: 'A part of your order comes later',
      paragraphs: [
        `The following is sold out everywhere right now. We keep looking and send it as soon as it is back, until ${until} at the latest. If it is not back by then, it is canceled and ${order.state === 'captured' ? 'you get its price back' : 'you are not charged for it'}; you need not do anything.`,
      ],
      rows: units.map(({ line, quantity }) => [
        line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
        `${quantity} ×`,
      ]),
    });
  }

  async substitute(
    tx: Tx,
    order: OrderRow,
    { line, quantity }: ShortUnits,
    offered: string,
    until: string,
  ): Promise<void> {
    await this.letters.toBuyer(
      tx,
      order,
      `substitute-${line.lineId}`,
      `Would you take something else? Your order ${order.number}`,
      {
        heading: 'Would you take something else?',
        paragraphs: [
          `${line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title} is sold out everywhere. The shop offers you ${offered} instead, at the price you paid. Please say on your order’s page until ${until} whether you would like it.`,
          'If you say no, or nothing, it is canceled unless what you ordered is back by then, and you do not pay for it.',
        ],
        rows: [[offered, `${quantity} ×`]],
      },
    );
  }
}
