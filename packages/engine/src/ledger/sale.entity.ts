import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One captured order, as money: the row that everything holds that moves its money afterwards. */
@Entity({ schema: 'ledger', name: 'sale' })
@Index('sale_charge', ['stripeCharge'], { unique: true, where: 'stripe_charge IS NOT NULL' })
@Check('sale_refunded', '0 <= refunded_minor AND refunded_minor <= captured_minor')
export class SaleEntity {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'bigint', name: 'captured_minor' }) capturedMinor!: number;
  /** Asked back and not failed: what refunds and a lost dispute took. */
  @Column({ type: 'bigint', name: 'refunded_minor', default: 0 }) refundedMinor!: number;
  @Column({ type: 'text', name: 'stripe_charge', nullable: true }) stripeCharge!: string | null;
  /** True once the platform's fee is its own and no longer deferred. */
  @Column({ type: 'boolean', name: 'is_fee_earned', default: false }) isFeeEarned!: boolean;
  /** Why nothing of it may be paid out now, e.g. `dispute`, `return`; empty when it may. */
  @Column({ type: 'text', array: true, name: 'frozen_for', default: [] }) frozenFor!: string[];
  @Column({ type: 'timestamptz', name: 'captured_at', default: () => 'now()' }) capturedAt!: Date;
}

/** One thing that was paid for, goods of a line from one retailer or that retailer's shipping, and one taker's part of it. */
@Entity({ schema: 'ledger', name: 'share' })
@Index('share_party', ['partyId', 'orderId'])
@Check('share_refunded', '0 <= refunded_minor AND refunded_minor <= amount_minor')
@Check('share_role', `role IN ('partner', 'brand', 'creator', 'platform', 'tax')`)
export class ShareEntity {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  /** `<line>/<retailer>` or `shipping/<retailer>`. */
  @PrimaryColumn({ type: 'text', name: 'item_id', collation: 'C' }) itemId!: string;
  @PrimaryColumn({ type: 'text' }) role!: string;
  /** Null for shipping. */
  @Column({ type: 'text', name: 'line_id', collation: 'C', nullable: true }) lineId!: string | null;
  /** Who takes it; null for the platform and tax. */
  @Column({ type: 'text', name: 'party_id', collation: 'C', nullable: true }) partyId!: string | null;
  /** Whose sale it is; the brand of the line, null for shipping. */
  @Column({ type: 'text', name: 'brand_id', collation: 'C', nullable: true }) brandId!: string | null;
  /** What the taker is shown: the thing's name. */
  @Column({ type: 'text' }) title!: string;
  /** Units paid for; 1 for shipping. */
  @Column({ type: 'integer' }) quantity!: number;
  /** The rate it came from, in basis points, where there was one. */
  @Column({ type: 'integer', name: 'rate_bp', nullable: true }) rateBp!: number | null;
  /** Of tax: whose, e.g. `DE`. */
  @Column({ type: 'text', nullable: true }) jurisdiction!: string | null;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'bigint', name: 'refunded_minor', default: 0 }) refundedMinor!: number;
}

/** All that one party is owed of one order, and how far it has come. */
@Entity({ schema: 'ledger', name: 'payable' })
@Index('payable_order_party', ['orderId', 'partyId'], { unique: true })
@Index('payable_due', ['releaseAt'], { where: `state = 'pending' AND release_at IS NOT NULL` })
@Index('payable_party', ['partyId', 'state'])
@Index('payable_transfer', ['stripeTransfer'], { unique: true, where: 'stripe_transfer IS NOT NULL' })
@Check('payable_state', `state IN ('pending', 'available', 'transferring', 'transferred')`)
@Check(
  'payable_amounts',
  '0 <= taken_minor AND taken_minor <= amount_minor AND 0 <= returned_minor AND returned_minor <= transferred_minor AND transferring_minor >= 0',
)
export class PayableEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text', name: 'party_id', collation: 'C' }) partyId!: string;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'text', default: 'pending' }) state!: string;
  /** The sum of its shares. */
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  /** Taken back by refunds and lost disputes. */
  @Column({ type: 'bigint', name: 'taken_minor', default: 0 }) takenMinor!: number;
  /** Used to settle what the party owed us, instead of being transferred; negative when we owed them. */
  @Column({ type: 'bigint', name: 'netted_minor', default: 0 }) nettedMinor!: number;
  @Column({ type: 'bigint', name: 'transferred_minor', default: 0 }) transferredMinor!: number;
  /** Came back by transfer reversals. */
  @Column({ type: 'bigint', name: 'returned_minor', default: 0 }) returnedMinor!: number;
  /** `shipped`: as the goods leave; `window`: once they may no longer be returned. */
  @Column({ type: 'text', name: 'release_rule' }) releaseRule!: string;
  /** Of rule `window`: how many days after the goods left. */
  @Column({ type: 'integer', name: 'release_days', default: 0 }) releaseDays!: number;
  @Column({ type: 'timestamptz', name: 'release_at', nullable: true }) releaseAt!: Date | null;
  @Column({ type: 'integer', name: 'transfer_attempt', default: 0 }) transferAttempt!: number;
  @Column({ type: 'text', name: 'stripe_transfer', nullable: true }) stripeTransfer!: string | null;
  /** Fixed for the attempt under way: what was asked of Stripe, whatever is taken back meanwhile. 0 when none is. */
  @Column({ type: 'bigint', name: 'transferring_minor', default: 0 }) transferringMinor!: number;
  /** When the attempt under way began; null when none is. */
  @Column({ type: 'timestamptz', name: 'transferring_since', nullable: true }) transferringSince!: Date | null;
  /** Why the last transfer did not go through, in words. */
  @Column({ type: 'text', name: 'transfer_trouble', nullable: true }) transferTrouble!: string | null;
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'transferred_at', nullable: true }) transferredAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
