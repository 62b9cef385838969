import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BrandEntity } from './brand.entity.ts';

/** What one import of a product file did. Counts of variants, options and images are those of the accepted products. */
@Entity({ schema: 'catalog', name: 'catalog_import' })
@Index('catalog_import_brand', ['brandId', 'id'])
export class CatalogImportEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  /** Null when the file named the brands itself. */
  @ForeignKey(() => BrandEntity)
  @Column({ type: 'text', name: 'brand_id', collation: 'C', nullable: true })
  brandId!: string | null;
  @Column({ type: 'text', name: 'file_name', nullable: true }) fileName!: string | null;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'timestamptz', name: 'started_at' }) startedAt!: Date;
  @Column({ type: 'timestamptz', name: 'finished_at' }) finishedAt!: Date;
  @Column({ type: 'integer' }) rows!: number;
  @Column({ type: 'integer' }) created!: number;
  @Column({ type: 'integer' }) updated!: number;
  @Column({ type: 'integer' }) unchanged!: number;
  @Column({ type: 'integer' }) rejected!: number;
  @Column({ type: 'integer' }) variants!: number;
  @Column({ type: 'integer' }) options!: number;
  @Column({ type: 'integer' }) images!: number;
  @Column({ type: 'integer', name: 'issues_omitted' }) issuesOmitted!: number;
}
