import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CatalogImportEntity } from './catalog-import.entity.ts';

/** Why one row of an import was refused. */
@Entity({ schema: 'catalog', name: 'import_issue' })
export class ImportIssueEntity {
  @ForeignKey(() => CatalogImportEntity)
  @PrimaryColumn({ type: 'text', name: 'import_id', collation: 'C' })
  importId!: string;
  @PrimaryColumn({ type: 'integer' }) position!: number;
  @Column({ type: 'integer' }) line!: number;
  @Column({ type: 'text', name: 'column_name', nullable: true }) columnName!: string | null;
  @Column({ type: 'text', nullable: true }) handle!: string | null;
  @Column({ type: 'text' }) reason!: string;
}
