import { Injectable } from '@nestjs/common';
import type { Refund } from '@sidestall/contracts';
import { formatMoney, type BrandId } from '@sidestall/kernel';
import { BrandMailboxes } from '../identity/brand-mailboxes.ts';
import type { Tx } from '../platform/database.ts';
import { OrderLetters } from './order-letters.ts';
import type { OrderRow } from './order.store.ts';

/** A date as a letter says it, e.g. `Monday, 7 December`. */
const dayText = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

function rowsOf(refund: Refund): (readonly [string, string])[] {
  const lines = refund.lines.map(
    (line) => [line.quantity > 0 ? `${line.quantity} × ${line.title}` : line.title, formatMoney(line.amount)] as const,
  );
  return [
    ...lines,
    ...(refund.shipping ? [['Shipping', formatMoney(refund.shipping)] as const] : []),
    ['Together', formatMoney(refund.amount)],
  ];
}

/** What buyers, and brands where something went wrong, are told of refunds. */
@Injectable()
export class RefundMails {
  constructor(
    private readonly letters: OrderLetters,
    private readonly mailboxes: BrandMailboxes,
  ) {}

  async sent(tx: Tx, order: OrderRow, refund: Refund, card: string | null): Promise<void> {
    const until = refund.expectedBy ? ` You see it there by ${dayText(refund.expectedBy)} at the latest` : '';
    await this.letters.toBuyer(tx, order, `refund-${refund.id}-sent`, `Your refund for order ${order.number}`, {
      heading: `${formatMoney(refund.amount)} is on its way back to you`,
      paragraphs: [
        `It goes to ${card ?? 'the card you paid with'}.${until}; most banks take five to ten business days.`,
        ...(refund.note ? [`The shop wrote: “${refund.note}”`] : []),
      ],
      rows: rowsOf(refund),
    });
  }

  async failed(
    tx: Tx,
    order: OrderRow,
    refund: Refund,
    brandIds: readonly BrandId[],
    consoleUrl: string,
  ): Promise<void> {
    await this.letters.toBuyer(tx, order, `refund-${refund.id}-failed`, `Your refund for order ${order.number}`, {
      heading: 'Your refund did not reach you',
      paragraphs: [
        `Your bank did not take the ${formatMoney(refund.amount)} we sent, for example because the card was replaced. The money is safe with us. The shop has been told and will send it another way; you need not do anything now.`,
      ],
      rows: rowsOf(refund),
    });
    const mailboxes = await this.mailboxes.of(tx, brandIds);
    await this.letters.toBrand(
      tx,
      order,
      mailboxes,
      `refund-${refund.id}-failed`,
      `A refund for order ${order.number} failed`,
      {
        heading: `${formatMoney(refund.amount)} did not reach the buyer`,
        paragraphs: [
          `The reason given: ${refund.failureReason ?? 'none'}. What was taken for it is back where it was. Ask the buyer for another way, or refund again in the console.`,
        ],
        rows: rowsOf(refund),
        button: { text: 'Open the order', url: `${consoleUrl}/orders/${order.id}` },
      },
    );
  }
}
