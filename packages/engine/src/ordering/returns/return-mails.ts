import { Inject, Injectable } from '@nestjs/common';
import type { ReturnId } from '@sidestall/kernel';
import { BrandMailboxes } from '../../identity/brand-mailboxes.ts';
import type { EngineConfig } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { OrderLetters } from '../order-letters.ts';
import type { OrderLineRow, OrderRow } from '../order.store.ts';
import type { ReturnRow } from './return.store.ts';

const REASONS: Readonly<Record<string, string>> = {
  changed_mind: 'They changed their mind.',
  damaged: 'It arrived damaged.',
  not_as_described: 'It is not as described.',
  wrong_item: 'It is the wrong item.',
  late: 'It came too late.',
};

/** What buyers and brands are told of returns. */
@Injectable()
export class ReturnMails {
  constructor(
    private readonly letters: OrderLetters,
    private readonly mailboxes: BrandMailboxes,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async asked(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[], asked: ReturnRow): Promise<void> {
    const rows = asked.lines.map(({ lineId, quantity }) => {
      const line = lines.find((one) => one.id === lineId)!;
      return [line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title, `${quantity} ×`] as const;
    });
    await this.letters.toBuyer(tx, order, `return-${asked.id}`, `Your return for order ${order.number}`, {
      heading: 'We have your return',
      paragraphs: [
        `Send the goods back to ${lines.find((line) => line.brandId === asked.brandId)!.brandName}. As soon as they are there, your refund is on its way, and we write again.`,
      ],
      rows,
    });
    const words = [REASONS[asked.reason], asked.note && `They wrote: “${asked.note}”`].filter(
      (text) => typeof text === 'string',
    );
    await this.#tellBrand(tx, order, asked, 'asked', `A return for order ${order.number}`, {
      heading: `${order.shippingAddress.name} sends something back`,
      paragraphs: [...words, 'When it is there, say so in the console: the refund follows by itself.'],
      rows,
    });
  }

  async withdrawn(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBrand(tx, order, asked, 'withdrawn', `No return for order ${order.number} after all`, {
      heading: 'The buyer keeps the goods',
      paragraphs: ['The announced return was withdrawn. There is nothing to do.'],
      rows: [],
    });
  }

  async refused(tx: Tx, order: OrderRow, id: ReturnId, note: string): Promise<void> {
    await this.letters.toBuyer(tx, order, `return-${id}-refused`, `Your return for order ${order.number}`, {
      heading: 'The shop does not take the return',
      paragraphs: [`They wrote: “${note}”`, 'Answer the shop if you see it another way.'],
      rows: [],
    });
  }

  async #tellBrand(
    tx: Tx,
    order: OrderRow,
    asked: ReturnRow,
    fact: string,
    subject: string,
    letter: Omit<Parameters<OrderLetters['toBrand']>[5], 'button'>,
  ): Promise<void> {
    const url = `${this.config.publicUrls.console}/orders/${order.id}`;
    const mailboxes = await this.mailboxes.of(tx, [asked.brandId]);
    const whole = { ...letter, button: { text: 'Open the order', url } };
    await this.letters.toBrand(tx, order, mailboxes, `return-${asked.id}-${fact}`, subject, whole);
  }
}
