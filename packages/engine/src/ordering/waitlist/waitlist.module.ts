import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { setupMentioned } from '../../payments/facts.ts';
import { PaymentsModule } from '../../payments/payments.module.ts';
import { SetupGateway } from '../../payments/stripe/setup.gateway.ts';
import { subscribe } from '../../platform/fact.ts';
import { allotmentReturned } from '../../streams/drops/drop-news.ts';
import { DropsModule } from '../../streams/drops/drops.module.ts';
import { StockNews } from '../stock-news.ts';
import { JoinWaitlist } from './join-waitlist.ts';
import { LeaveWaitlist } from './leave-waitlist.ts';
import { NoteCard } from './note-card.ts';
import { OfferUnits } from './offer-units.ts';
import { OfferWaitlistHandler } from './offer-waitlist.ts';
import { PassOffer } from './pass-offer.ts';
import { SweepWaitlist } from './sweep-waitlist.ts';
import { WaitlistCards } from './waitlist-cards.ts';
import { WaitlistMails } from './waitlist-mails.ts';
import { WaitlistOffers } from './waitlist-offers.ts';
import { WaitlistReader } from './waitlist-reader.ts';
import { WaitlistTokens } from './waitlist-tokens.ts';
import { noteCard, offerWaitlist } from './waitlist.jobs.ts';
import { WaitlistStore } from './waitlist.store.ts';

const doors = [JoinWaitlist, LeaveWaitlist, WaitlistCards, WaitlistOffers, WaitlistReader, WaitlistTokens];

export const waitlistSubscriptions = [
  subscribe(setupMentioned, noteCard),
  subscribe(allotmentReturned, offerWaitlist, ({ variantIds }) => ({ variantIds })),
];

/** Places in line for what is sold out, and the units that are held for those whose turn it is. */
@Module({
  imports: [CatalogModule, InventoryModule, DropsModule, PaymentsModule],
  providers: [
    ...doors,
    NoteCard,
    OfferUnits,
    OfferWaitlistHandler,
    PassOffer,
    SetupGateway,
    StockNews,
    SweepWaitlist,
    WaitlistMails,
    WaitlistStore,
  ],
  exports: doors,
})
export class WaitlistModule {}
