import { Inject, Injectable } from '@nestjs/common';
import { RETURN_DAYS } from '@sidestall/ordering';
import { BrandMailboxes } from '../../identity/brand-mailboxes.ts';
import type { EngineConfig } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { OrderLetters, type Letter } from '../order-letters.ts';
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

  /** To the buyer only when somebody must answer first; agreed to at once, the next message says all. */
  async asked(
    tx: Tx,
    order: OrderRow,
    lines: readonly OrderLineRow[],
    asked: ReturnRow,
    isAgreed: boolean,
  ): Promise<void> {
    const rows = asked.lines.map(({ lineId, quantity }) => {
      const line = lines.find((one) => one.id === lineId)!;
      return [line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title, `${quantity} ×`] as const;
    });
    const { brandName } = lines.find((line) => line.brandId === asked.brandId)!;
    if (!isAgreed) {
      await this.#tellBuyer(
        tx,
        order,
        asked,
        '',
        'We have your return',
        [`${brandName} answers within ${RETURN_DAYS.requested} days and says where to send the goods. We write then.`],
        rows,
      );
    }
    const words = [REASONS[asked.reason], asked.note && `They wrote: “${asked.note}”`].filter(
      (text) => typeof text === 'string',
    );
    const next = isAgreed
      ? 'It is agreed to, as you asked us to do.'
      : `Agree or refuse in the console. If nobody answers within ${RETURN_DAYS.requested} days, it is agreed to.`;
    await this.#tellBrand(tx, order, asked, 'asked', `A return for order ${order.number}`, {
      heading: `${order.shippingAddress.name} sends something back`,
      paragraphs: [...words, next],
      rows,
    });
  }

  async authorized(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBuyer(tx, order, asked, '-authorized', 'The shop takes your return', [
      asked.instructions ?? 'Send the goods to where they came from: the address is on the parcel.',
      `Send them within ${RETURN_DAYS.authorized} days. Your refund is on its way as soon as they were looked at.`,
    ]);
  }

  async arrived(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBuyer(tx, order, asked, '-arrived', 'What you sent back has arrived', [
      `It is looked at, and your refund is on its way within ${RETURN_DAYS.received} days.`,
    ]);
  }

  async expired(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBuyer(tx, order, asked, '-expired', 'Your return is over', [
      `Nothing was sent within ${RETURN_DAYS.authorized} days, so you keep the goods. Write to the shop if you did send them.`,
    ]);
  }

  async lost(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBuyer(tx, order, asked, '-lost', 'Your return got lost on its way', [
      `Nobody has seen the parcel for ${RETURN_DAYS.in_transit} days. You get your money back all the same.`,
    ]);
  }

  /** The goods are not as they should be, says whoever looked at them. */
  async disputed(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    const why = asked.answerNote ? [`They wrote: “${asked.answerNote}”`] : [];
    await this.#tellBrand(tx, order, asked, 'disputed', `Decide on a return for order ${order.number}`, {
      heading: 'What came back is not as it should be',
      paragraphs: [
        ...why,
        `Take it or refuse it in the console. If nobody decides within ${RETURN_DAYS.inspected} days, the buyer gets the money back.`,
      ],
      rows: [],
    });
  }

  async withdrawn(tx: Tx, order: OrderRow, asked: ReturnRow): Promise<void> {
    await this.#tellBrand(tx, order, asked, 'withdrawn', `No return for order ${order.number} after all`, {
      heading: 'The buyer keeps the goods',
      paragraphs: ['The announced return was withdrawn. There is nothing to do.'],
      rows: [],
    });
  }

  async refused(tx: Tx, order: OrderRow, asked: ReturnRow, note: string): Promise<void> {
    await this.#tellBuyer(tx, order, asked, '-refused', 'The shop does not take the return', [
      `They wrote: “${note}”`,
      'Answer the shop if you see it another way.',
    ]);
  }

  async #tellBuyer(
    tx: Tx,
    order: OrderRow,
    asked: ReturnRow,
    fact: string,
    heading: string,
    paragraphs: readonly string[],
    rows: Letter['rows'] = [],
  ): Promise<void> {
    const subject = `Your return for order ${order.number}`;
    await this.letters.toBuyer(tx, order, `return-${asked.id}${fact}`, subject, { heading, paragraphs, rows });
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
