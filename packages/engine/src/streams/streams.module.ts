import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { InventoryModule } from '../inventory/inventory.module.ts';
import { productsChanged } from '../catalog/facts.ts';
import { subscribe } from '../platform/fact.ts';
import { AnnouncePrices, announcePrices } from './announce-prices.ts';
import { AnnounceStock } from './announce-stock.ts';
import { ChangeStatus } from './change-status.ts';
import { EndStream } from './end-stream.ts';
import { HostAccess } from './host-access.ts';
import { PinListing } from './pin-listing.ts';
import { ReadReplay } from './read-replay.ts';
import { RegisterCreator } from './register-creator.ts';
import { ScheduleStream } from './schedule-stream.ts';
import { SetRecording } from './set-recording.ts';
import { SetTiming } from './set-timing.ts';
import { StartStream } from './start-stream.ts';
import { StreamGoods } from './stream-goods.ts';
import { StreamMoments } from './stream-moments.ts';
import { StreamReads } from './stream-reads.ts';
import { StreamStore } from './stream.store.ts';
import { UnpinListing } from './unpin-listing.ts';

const useCases = [
  RegisterCreator,
  ScheduleStream,
  StartStream,
  EndStream,
  PinListing,
  UnpinListing,
  SetRecording,
  SetTiming,
  ReadReplay,
  AnnounceStock,
  AnnouncePrices,
  StreamReads,
  StreamMoments,
];

export const streamSubscriptions = [subscribe(productsChanged, announcePrices)];

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [...useCases, ChangeStatus, StreamStore, StreamGoods, HostAccess],
  exports: useCases,
})
export class StreamsModule {}
