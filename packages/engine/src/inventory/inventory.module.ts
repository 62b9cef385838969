import { Module } from '@nestjs/common';
import { Allotments } from './allotments.ts';
import { InventoryService } from './inventory.service.ts';
import { HoldStore } from './hold.store.ts';
import { SafetyStock } from './safety-stock.ts';
import { Shelves } from './shelves.ts';
import { StockFeed } from './stock-feed.ts';
import { StockStore } from './stock.store.ts';
import { WaitlistHolds } from './waitlist-holds.ts';

const doors = [Allotments, InventoryService, SafetyStock, Shelves, StockFeed, WaitlistHolds];

@Module({ providers: [...doors, HoldStore, StockStore], exports: doors })
export class InventoryModule {}
