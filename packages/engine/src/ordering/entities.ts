import { LineSourceEntity } from './line-source.entity.ts';
import { OrderEventEntity } from './order-event.entity.ts';
import { OrderLineEntity } from './order-line.entity.ts';
import { OrderEntity } from './order.entity.ts';
import { PromiseKeyEntity } from './promise-key.entity.ts';
import { PromiseReceiptEntity } from './promise-receipt.entity.ts';
import { QuoteEntity } from './quote.entity.ts';
import { ReturnEntity } from './return.entity.ts';

export const orderingEntities = [
  QuoteEntity,
  OrderEntity,
  OrderLineEntity,
  OrderEventEntity,
  LineSourceEntity,
  PromiseKeyEntity,
  PromiseReceiptEntity,
  ReturnEntity,
];
