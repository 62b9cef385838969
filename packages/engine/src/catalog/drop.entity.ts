import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BrandEntity } from './brand.entity.ts';

/** A timed release. Whether it is open is told by the database's clock alone; `state` only says whether it still counts. */
@Entity({ schema: 'catalog', name: 'drop' })
@Index('drop_brand', ['brandId', 'startsAt'])
@Index('drop_due', ['endsAt'], { where: `state = 'planned'` })
@Check('drop_period', 'ends_at > starts_at')
@Check('drop_state', `state IN ('planned', 'closed', 'canceled')`)
export class DropEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @ForeignKey(() => BrandEntity)
  @Column({ type: 'text', name: 'brand_id', collation: 'C' })
  brandId!: string;
  /** The show it belongs to; null: wherever the brand sells. */
  @Column({ type: 'text', name: 'stream_id', collation: 'C', nullable: true }) streamId!: string | null;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'timestamptz', name: 'starts_at' }) startsAt!: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt!: Date;
  /** Closed: over, and what was left of its allotments went back. */
  @Column({ type: 'text', default: 'planned' }) state!: 'planned' | 'closed' | 'canceled';
  /** When it was given up; before its start it was never open, later it was until then. */
  @Column({ type: 'timestamptz', name: 'canceled_at', nullable: true }) canceledAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
