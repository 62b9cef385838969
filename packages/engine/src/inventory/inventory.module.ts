import { Module } from '@nestjs/common';
import { InventoryService } from './inventory.service.ts';
import { HoldStore } from './hold.store.ts';
import { StockStore } from './stock.store.ts';

@Module({ providers: [InventoryService, HoldStore, StockStore], exports: [InventoryService] })
export class InventoryModule {}
