import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A place in the line before paying. `line` counts up as people arrive. */
@Entity({ schema: 'ordering', name: 'ticket' })
@Index('ticket_line', ['line'], { unique: true })
@Index('ticket_quote', ['quoteId'], { unique: true })
export class TicketEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'bigint', generated: 'increment' }) line!: number;
  @Column({ type: 'text', name: 'quote_id', collation: 'C' }) quoteId!: string;
  @Column({ type: 'text', default: 'waiting' }) state!: 'waiting' | 'admitted' | 'used' | 'missed';
  @Column({ type: 'timestamptz', name: 'admitted_until', nullable: true }) admittedUntil!: Date | null;
  /** When its buyer last asked: who is gone holds nobody up. */
  @Column({ type: 'timestamptz', name: 'seen_at', default: () => 'now()' }) seenAt!: Date;
}
