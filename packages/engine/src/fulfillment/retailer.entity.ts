import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A partner who holds goods and ships them. */
@Entity({ schema: 'fulfillment', name: 'retailer' })
@Index('retailer_slug', ['slug'], { unique: true })
export class RetailerEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) slug!: string;
  @Column({ type: 'text' }) name!: string;
  /** 1 is asked before 2. */
  @Column({ type: 'integer' }) priority!: number;
  @Column({ type: 'character', length: 2, name: 'ships_from' }) shipsFrom!: string;
  @Column({ type: 'text', array: true, name: 'ships_to' }) shipsTo!: string[];
  @Column({ type: 'boolean', name: 'is_active', default: true }) isActive!: boolean;
  @Column({ type: 'integer', name: 'accept_within_seconds' }) acceptWithinSeconds!: number;
  @Column({ type: 'integer', name: 'ship_within_seconds' }) shipWithinSeconds!: number;
  /** Regions it leaves out of the countries it sends to: `US-HI`. */
  @Column({ type: 'text', array: true, name: 'ships_not_to', default: '{}' }) shipsNotTo!: string[];
  /** Where it ships from: `CA` of `US-CA`, and the place in degrees. */
  @Column({ type: 'text', nullable: true }) region!: string | null;
  @Column({ type: 'double precision', nullable: true }) latitude!: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude!: number | null;
  /** Fulfillment orders it takes in a day; null for no limit. */
  @Column({ type: 'integer', name: 'orders_a_day', nullable: true }) ordersADay!: number | null;
  /** What one parcel from it costs, and one unit in it. */
  @Column({ type: 'bigint', name: 'parcel_cost_minor', nullable: true }) parcelCostMinor!: number | null;
  @Column({ type: 'bigint', name: 'unit_cost_minor', nullable: true }) unitCostMinor!: number | null;
  @Column({ type: 'character', length: 3, name: 'cost_currency', nullable: true }) costCurrency!: string | null;
  @Column({ type: 'integer', name: 'promise_days', nullable: true }) promiseDays!: number | null;
  /** It is not asked on the word of an older count; null for the limit of the rules. */
  @Column({ type: 'integer', name: 'feed_age_limit_seconds', nullable: true }) feedAgeLimitSeconds!: number | null;
  /** What criteria of a house's own look at. */
  @Column({ type: 'jsonb', default: {} }) traits!: unknown;
  /** Who answers a buyer's return: nobody has to (`automatic`), or the brand (`by_brand`). */
  @Column({ type: 'text', name: 'return_policy', default: 'by_brand' }) returnPolicy!: string;
  /** Who is written to about its endpoints. */
  @Column({ type: 'text', name: 'contact_email', nullable: true }) contactEmail!: string | null;
  /** Its days and hours are those of this time zone. */
  @Column({ type: 'text', name: 'time_zone', default: 'UTC' }) timeZone!: string;
  /** 1 is Monday, 7 is Sunday. */
  @Column({ type: 'integer', name: 'working_days', array: true, default: '{1,2,3,4,5,6,7}' }) workingDays!: number[];
  /** Days on which nobody works: `2027-12-25`. */
  @Column({ type: 'text', array: true, default: '{}' }) holidays!: string[];
  /** What is asked after this time of the day, `14:00`, counts from the next working day; null for midnight. */
  @Column({ type: 'text', name: 'cut_off', nullable: true }) cutOff!: string | null;
  /** Hours of working days to answer in; null for `accept_within_seconds`, counted day and night. */
  @Column({ type: 'integer', name: 'accept_hours', nullable: true }) acceptHours!: number | null;
  /** Working days to ship in; null for `ship_within_seconds`, counted day and night. */
  @Column({ type: 'integer', name: 'ship_days', nullable: true }) shipDays!: number | null;
  /** Working days after `ship_by` until what has not left is taken back. */
  @Column({ type: 'integer', name: 'auto_cancel_days', default: 5 }) autoCancelDays!: number;
  /** Hours to answer whether something can still be canceled, and what silence means: `cancel` or `keep`. */
  @Column({ type: 'integer', name: 'cancel_answer_hours', default: 24 }) cancelAnswerHours!: number;
  @Column({ type: 'text', name: 'cancel_silence', default: 'cancel' }) cancelSilence!: string;
  /** It ships all of what it is asked for, or nothing. */
  @Column({ type: 'boolean', name: 'is_whole_order_only', default: false }) isWholeOrderOnly!: boolean;
  /** Shipping what was not answered yet accepts it; where not, it is refused. */
  @Column({ type: 'boolean', name: 'accepts_by_shipping', default: true }) acceptsByShipping!: boolean;
  /** Counts up when somebody changes what is above at the console; from then on registration leaves it alone. */
  @Column({ type: 'integer', name: 'settings_version', default: 1 }) settingsVersion!: number;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
