import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A seller who owns listings. `accent` is a CSS color, checked before it is stored. */
@Entity({ schema: 'catalog', name: 'brand' })
@Index('brand_slug', ['slug'], { unique: true })
export class BrandEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) slug!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', name: 'legal_name' }) legalName!: string;
  @Column({ type: 'text', default: '#3A4A63' }) accent!: string;
  @Column({ type: 'text', name: 'logo_url', nullable: true }) logoUrl!: string | null;
  @Column({ type: 'text', default: '' }) story!: string;
  @Column({ type: 'text', default: '' }) city!: string;
  @Column({ type: 'character', length: 2, nullable: true }) country!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
