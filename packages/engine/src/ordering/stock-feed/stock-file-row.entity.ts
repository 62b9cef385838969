import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A count of a file that waits to be applied; gone as soon as it is. */
@Entity({ schema: 'ordering', name: 'stock_file_row' })
export class StockFileRowEntity {
  @PrimaryColumn({ type: 'text', name: 'file_id', collation: 'C' }) fileId!: string;
  @PrimaryColumn({ type: 'integer' }) line!: number;
  @Column({ type: 'text' }) sku!: string;
  @Column({ type: 'integer', name: 'on_hand' }) onHand!: number;
  @Column({ type: 'timestamptz', name: 'as_of' }) asOf!: Date;
}
