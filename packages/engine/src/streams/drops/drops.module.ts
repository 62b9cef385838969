import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { StreamStore } from '../stream.store.ts';
import { AnnounceDrop } from './announce-drop.ts';
import { CancelDrop } from './cancel-drop.ts';
import { CloseDrop } from './close-drop.ts';
import { DropNews } from './drop-news.ts';
import { DropReader } from './drop-reader.ts';
import { DropStore } from './drop.store.ts';
import { EndDrop } from './end-drop.ts';
import { NextDropChange } from './next-drop-change.ts';
import { OpenDrops } from './open-drops.ts';
import { PlanDrop } from './plan-drop.ts';
import { StartDrop } from './start-drop.ts';
import { SweepDrops } from './sweep-drops.ts';

const doors = [OpenDrops, NextDropChange, DropReader, PlanDrop, CancelDrop];

/** Timed releases: listings at a price of their own for a while, from units set apart for them. */
@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [...doors, AnnounceDrop, StartDrop, CloseDrop, SweepDrops, EndDrop, DropNews, DropStore, StreamStore],
  exports: doors,
})
export class DropsModule {}
