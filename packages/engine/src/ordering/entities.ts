import { OrderEventEntity } from './order-event.entity.ts';
import { OrderLineEntity } from './order-line.entity.ts';
import { OrderEntity } from './order.entity.ts';
import { QuoteEntity } from './quote.entity.ts';

export const orderingEntities = [QuoteEntity, OrderEntity, OrderLineEntity, OrderEventEntity];
