import { Injectable } from '@nestjs/common';
import { formatMoney, money, timesQuantity } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import { Mailer } from '../platform/mailer.ts';
import { OrderTokens } from './order-tokens.ts';
import type { OrderLineRow, OrderRow } from './order.store.ts';

export interface ShippedParcel {
  readonly shipmentId: string;
  readonly retailerName: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl: string | null;
  readonly lines: readonly {
    readonly title: string;
    readonly variantTitle: string | null;
    readonly quantity: number;
  }[];
}

interface Letter {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly rows: readonly (readonly [string, string])[];
  readonly button: { readonly text: string; readonly url: string };
  readonly footer: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const INK = '#1d1a16';
const QUIET = '#6b645a';

function htmlOf(letter: Letter): string {
  const rows = letter.rows
    .map(
      ([name, value]) =>
        `<tr><td style="padding:8px 0;border-top:1px solid #e7e2da">${escape(name)}</td><td align="right" style="padding:8px 0;border-top:1px solid #e7e2da;white-space:nowrap">${escape(value)}</td></tr>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(letter.heading)}</title></head>
<body style="margin:0;background:#f6f3ee;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:${INK}">
<table role="presentation" width="100%"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" style="max-width:560px;background:#fff;border:1px solid #e7e2da;border-radius:12px"><tr><td style="padding:32px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escape(letter.heading)}</h1>
${letter.paragraphs.map((text) => `<p style="margin:0 0 16px">${escape(text)}</p>`).join('')}
${rows ? `<table role="presentation" width="100%" style="margin:0 0 24px;border-collapse:collapse">${rows}</table>` : ''}
<a href="${escape(letter.button.url)}" style="display:inline-block;background:${INK};color:#fff;text-decoration:none;padding:12px 20px;border-radius:10px;font-weight:600">${escape(letter.button.text)}</a>
<p style="margin:24px 0 0;font-size:13px;color:${QUIET}">${escape(letter.footer)}</p>
</td></tr></table></td></tr></table></body></html>`;
}

function textOf(letter: Letter): string {
  const rows = letter.rows.map(([name, value]) => `${name}: ${value}`);
  return [
    letter.heading,
    '',
    ...letter.paragraphs,
    '',
    ...rows,
    '',
    `${letter.button.text}: ${letter.button.url}`,
    '',
    letter.footer,
  ].join('\n');
}

const nameOf = (line: { title: string; variantTitle: string | null }): string =>
  line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;

/** What a buyer is told by email, each fact once. */
@Injectable()
export class OrderMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly tokens: OrderTokens,
  ) {}

  async confirmed(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<void> {
    const price = (minor: number) => formatMoney(money(minor, order.currency));
    await this.#post(tx, order, 'confirmed', `Your order ${order.number}`, {
      heading: 'Thank you, your order is in',
      paragraphs: [
        'Your card is charged only when the shop accepts the order. We will write again when your parcel leaves.',
      ],
      rows: [
        ...lines.map(
          (line) =>
            [
              `${line.quantity} × ${nameOf(line)}`,
              formatMoney(timesQuantity(money(line.unitPriceMinor, order.currency), line.quantity)),
            ] as const,
        ),
        ['Shipping', order.shippingMinor === 0 ? 'Free' : price(order.shippingMinor)],
        [`Total${order.taxMinor > 0 ? ` (contains ${price(order.taxMinor)} tax)` : ''}`, price(order.totalMinor)],
      ],
    });
  }

  async shipped(tx: Tx, order: OrderRow, parcel: ShippedParcel): Promise<void> {
    await this.#post(tx, order, `shipped-${parcel.shipmentId}`, `On its way: your order ${order.number}`, {
      heading: 'Your parcel is on its way',
      paragraphs: [`${parcel.retailerName} handed it to ${parcel.carrier}. Tracking number: ${parcel.trackingNumber}.`],
      rows: parcel.lines.map((line) => [nameOf(line), `${line.quantity} ×`] as const),
    });
  }

  async reduced(tx: Tx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<void> {
    const missing = lines.filter((line) => line.canceled > 0);
    await this.#post(tx, order, 'reduced', `A part of your order ${order.number} cannot be sent`, {
      heading: 'A part of your order cannot be sent',
      paragraphs: [
        'No shop could send the following. You are not charged for it; the rest is on its way to you as planned.',
      ],
      rows: missing.map((line) => [nameOf(line), `${line.canceled} ×`] as const),
    });
  }

  async canceled(tx: Tx, order: OrderRow): Promise<void> {
    await this.#post(tx, order, 'canceled', `Your order ${order.number} was canceled`, {
      heading: 'Your order was canceled',
      paragraphs: [
        'No shop could send it in time. Nothing was charged, and the amount set aside on your card is let go.',
      ],
      rows: [],
    });
  }

  async #post(
    tx: Tx,
    order: OrderRow,
    fact: string,
    subject: string,
    letter: Omit<Letter, 'button' | 'footer'>,
  ): Promise<void> {
    const whole: Letter = {
      ...letter,
      button: { text: 'Follow your order', url: this.tokens.link(order.id) },
      footer: `Order ${order.number}. Keep this email: its link opens your order without an account.`,
    };
    await this.mailer.send(tx, {
      to: order.email,
      subject,
      html: htmlOf(whole),
      text: textOf(whole),
      key: `${order.id}-${fact}`,
    });
  }
}
