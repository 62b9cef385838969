import { BackorderEntity } from './backorders/backorder.entity.ts';
import { StockFileEntity } from './stock-feed/stock-file.entity.ts';
import { StockFileRowEntity } from './stock-feed/stock-file-row.entity.ts';
import { SubstituteEntity } from './backorders/substitute.entity.ts';
import { SubstituteOfferEntity } from './backorders/substitute-offer.entity.ts';
import { CapClaimEntity } from './cap-claim.entity.ts';
import { CapCountEntity } from './cap-count.entity.ts';
import { CartEntity } from './cart.entity.ts';
import { CouponUseEntity } from './coupon-use.entity.ts';
import { CouponEntity } from './coupon.entity.ts';
import { LineSourceEntity } from './line-source.entity.ts';
import { OrderEventEntity } from './order-event.entity.ts';
import { OrderLineEntity } from './order-line.entity.ts';
import { OrderEntity } from './order.entity.ts';
import { PromiseKeyEntity } from './promise-key.entity.ts';
import { PromiseReceiptEntity } from './promise-receipt.entity.ts';
import { QuoteEntity } from './quote.entity.ts';
import { ReturnEventEntity } from './return-event.entity.ts';
import { ReturnPolicyEntity } from './return-policy.entity.ts';
import { ReturnEntity } from './return.entity.ts';
import { TicketEntity } from './ticket.entity.ts';
import { TurnstileEntity } from './turnstile.entity.ts';
import { WaitlistEntryEntity } from './waitlist-entry.entity.ts';

export const orderingEntities = [
  QuoteEntity,
  OrderEntity,
  OrderLineEntity,
  OrderEventEntity,
  LineSourceEntity,
  PromiseKeyEntity,
  PromiseReceiptEntity,
  ReturnEntity,
  ReturnPolicyEntity,
  ReturnEventEntity,
  CouponEntity,
  CouponUseEntity,
  CapCountEntity,
  BackorderEntity,
  SubstituteEntity,
  SubstituteOfferEntity,
  CapClaimEntity,
  WaitlistEntryEntity,
  CartEntity,
  TicketEntity,
  TurnstileEntity,
  StockFileEntity,
  StockFileRowEntity,
];
