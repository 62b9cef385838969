import { Injectable } from '@nestjs/common';
import { isId } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { Handles, type JobHandler } from '../../platform/job-handler.ts';
import { WaitlistCards } from './waitlist-cards.ts';
import { noteCard } from './waitlist.jobs.ts';
import { WaitlistStore } from './waitlist.store.ts';

/** Notes a card that Stripe says was saved, also where its buyer has closed the page meanwhile. */
@Injectable()
@Handles(noteCard)
export class NoteCard implements JobHandler<typeof noteCard> {
  constructor(
    private readonly database: Database,
    private readonly entries: WaitlistStore,
    private readonly cards: WaitlistCards,
  ) {}

  async handle({ stripeSetup, purpose }: { readonly stripeSetup: string; readonly purpose: string }): Promise<void> {
    const entry = isId('wle', purpose) ? await this.entries.find(this.database, purpose) : null;
    if (entry?.setupReference === stripeSetup) await this.cards.note(entry);
  }
}
