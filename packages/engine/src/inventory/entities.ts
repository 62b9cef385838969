import { AllotmentEntity } from './allotment.entity.ts';
import { HoldEntity } from './hold.entity.ts';
import { LocationEntity } from './location.entity.ts';
import { MovementEntity } from './movement.entity.ts';
import { StockEntity } from './stock.entity.ts';
import { VariantStockEntity } from './variant-stock.entity.ts';

export const inventoryEntities = [
  AllotmentEntity,
  StockEntity,
  VariantStockEntity,
  HoldEntity,
  MovementEntity,
  LocationEntity,
];
