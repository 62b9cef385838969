import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database.ts';
import { Mailer, type MailDraft } from '../platform/mailer.ts';
import type { OutboxRow } from '../platform/outbox.ts';
import { OrderTokens } from './order-tokens.ts';
import type { OrderRow } from './order.store.ts';

/** A message about an order: what it says, what it lists, and what to press. */
export interface Letter {
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

/** What a mail says, for readers with pictures and without. */
export const bodyOf = (letter: Letter): Pick<MailDraft, 'html' | 'text'> => ({
  html: htmlOf(letter),
  text: textOf(letter),
});

/** Writes messages about orders, each fact once for whoever is told. */
@Injectable()
export class OrderLetters {
  constructor(
    private readonly mailer: Mailer,
    private readonly tokens: OrderTokens,
  ) {}

  /** To the buyer, with the link that opens the order without an account. */
  toBuyer(
    tx: Tx,
    order: OrderRow,
    fact: string,
    subject: string,
    letter: Omit<Letter, 'button' | 'footer'>,
  ): Promise<void> {
    return this.mailer.send(tx, this.buyersDraft(order, fact, subject, letter));
  }

  /** Writes messages to many buyers down and answers the rows that have them sent. */
  write(tx: Tx, drafts: readonly MailDraft[]): Promise<OutboxRow[]> {
    return this.mailer.write(tx, drafts);
  }

  /** A message to a buyer, not written down yet. */
  buyersDraft(order: OrderRow, fact: string, subject: string, letter: Omit<Letter, 'button' | 'footer'>): MailDraft {
    const whole: Letter = {
      ...letter,
      button: { text: 'Follow your order', url: this.tokens.link(order.id) },
      footer: `Order ${order.number}. Keep this email: its link opens your order without an account.`,
    };
    return { to: order.email, subject, key: `${order.id}-${fact}`, ...bodyOf(whole) };
  }

  /** To people of a brand, with a link into the console. */
  async toBrand(
    tx: Tx,
    order: OrderRow,
    mailboxes: readonly string[],
    fact: string,
    subject: string,
    letter: Omit<Letter, 'footer'>,
  ): Promise<void> {
    const whole: Letter = {
      ...letter,
      footer: `Order ${order.number}. You get this because you act for a brand of it.`,
    };
    for (const to of mailboxes) await this.#send(tx, to, subject, `${order.id}-${fact}-${to}`, whole);
  }

  async #send(tx: Tx, to: string, subject: string, key: string, letter: Letter): Promise<void> {
    await this.mailer.send(tx, { to, subject, key, ...bodyOf(letter) });
  }
}
