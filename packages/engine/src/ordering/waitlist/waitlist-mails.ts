import { Injectable } from '@nestjs/common';
import type { ListingId } from '@sidestall/kernel';
import { CatalogReader } from '../../catalog/catalog-reader.ts';
import type { Tx } from '../../platform/database.ts';
import { Mailer, type MailDraft } from '../../platform/mailer.ts';
import { Outbox } from '../../platform/outbox.ts';
import { bodyOf, type Letter } from '../order-letters.ts';
import { OFFER_SECONDS } from './waitlist.jobs.ts';
import type { WaitlistRow } from './waitlist.store.ts';
import { WaitlistTokens } from './waitlist-tokens.ts';

const DEADLINE = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
  hourCycle: 'h23',
});

/** An entry and the name of what is waited for. */
type Named = Pick<WaitlistRow, 'id' | 'email' | 'quantity'> & { readonly title: string };

/** What somebody who waits is told by email, each fact once. */
@Injectable()
export class WaitlistMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly outbox: Outbox,
    private readonly catalog: CatalogReader,
    private readonly tokens: WaitlistTokens,
  ) {}

  async joined(tx: Tx, entry: WaitlistRow, place: number): Promise<void> {
    await this.#send(tx, [entry], (named) =>
      this.#draft(named, 'joined', `You are on the waitlist for ${named.title}`, {
        heading: place === 1 ? 'You are next in line' : `You are number ${place} in line`,
        paragraphs: [
          `What comes free is offered in the order people came. We write to you when it is your turn, and hold it for you for ${OFFER_SECONDS / 60} minutes.`,
          'Nothing is charged until you buy.',
        ],
        rows: [[named.title, `${named.quantity} ×`]],
        button: { text: 'See your place', url: this.tokens.link(named.id) },
      }),
    );
  }

  /** The link once more, for whoever asked to join again; at most once in an hour. */
  async again(tx: Tx, entry: WaitlistRow): Promise<void> {
    const { hour } = (await tx.one<{ hour: string }>(
      `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24') AS hour`,
    ))!;
    await this.#send(tx, [entry], (named) =>
      this.#draft(named, `again-${hour}`, `Your place on the waitlist for ${named.title}`, {
        heading: 'You are in line already',
        paragraphs: [
          'Somebody asked to put this address on the waitlist once more. It has a place already, and keeps it. If it was not you, nothing needs doing.',
        ],
        rows: [[named.title, `${named.quantity} ×`]],
        button: { text: 'See your place', url: this.tokens.link(named.id) },
      }),
    );
  }

  /** `wanted` is what each of them waited for, which may be more than what came free. */
  async offered(tx: Tx, entries: readonly (WaitlistRow & { readonly wanted: number })[], until: Date): Promise<void> {
    await this.#send(tx, entries, (named) =>
      this.#draft(named, 'offered', `It is your turn: ${named.title}`, {
        heading: named.quantity === 1 ? 'One is held for you' : `${named.quantity} are held for you`,
        paragraphs: [
          ...(named.quantity < named.wanted
            ? [`You wished for ${named.wanted}; ${named.quantity} came free. You can join the line again for the rest.`]
            : []),
          `Buy by ${DEADLINE.format(until)} UTC. After that it goes to the next in line. Nothing is charged until you pay.`,
        ],
        rows: [[named.title, `${named.quantity} ×`]],
        button: { text: 'Buy now', url: this.tokens.link(named.id) },
      }),
    );
  }

  async passed(tx: Tx, entry: WaitlistRow): Promise<void> {
    await this.#send(tx, [entry], (named) =>
      this.#draft(named, 'passed', `Your turn has passed: ${named.title}`, {
        heading: 'Your turn has passed',
        paragraphs: [
          'The time to buy is over, and nothing is held for you any more: it goes to the next in line. Nothing was charged. You can join the line again.',
        ],
        rows: [],
        button: { text: 'Join again', url: this.tokens.link(named.id) },
      }),
    );
  }

  #draft(named: Named, fact: string, subject: string, letter: Omit<Letter, 'footer'>): MailDraft {
    const footer = 'You get this because you joined the waitlist. The link is yours alone; there you can also leave.';
    return { to: named.email, subject, key: `${named.id}-${fact}`, ...bodyOf({ ...letter, footer }) };
  }

  async #send<E extends WaitlistRow>(
    tx: Tx,
    entries: readonly E[],
    write: (named: E & { readonly title: string }) => MailDraft,
  ): Promise<void> {
    const titles = await this.#titles(tx, [...new Set(entries.map((entry) => entry.listingId))]);
    const drafts = entries.map((entry) => write({ ...entry, title: titles.get(entry.listingId) ?? 'Your wish' }));
    await this.outbox.add(tx, await this.mailer.write(tx, drafts));
  }

  async #titles(tx: Tx, listingIds: readonly ListingId[]): Promise<Map<ListingId, string>> {
    const listings = await this.catalog.listings(tx, listingIds);
    return new Map(
      listings.map(({ listingId, title, variantTitle }) => [
        listingId,
        variantTitle ? `${title}, ${variantTitle}` : title,
      ]),
    );
  }
}
