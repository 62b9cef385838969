import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Which retailer ships how many units of a line: what the retailer is paid by. */
@Entity({ schema: 'ordering', name: 'line_source' })
@Check('line_source_units', '0 <= shipped AND 0 <= canceled AND shipped + canceled <= accepted')
export class LineSourceEntity {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C' }) lineId!: string;
  @PrimaryColumn({ type: 'text', name: 'retailer_id', collation: 'C' }) retailerId!: string;
  @Column({ type: 'text', name: 'retailer_name' }) retailerName!: string;
  @Column({ type: 'integer' }) accepted!: number;
  @Column({ type: 'integer', default: 0 }) shipped!: number;
  /** Accepted and given up later. */
  @Column({ type: 'integer', default: 0 }) canceled!: number;
}
