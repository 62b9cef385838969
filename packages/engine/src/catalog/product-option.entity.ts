import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProductEntity } from './product.entity.ts';

/** What a buyer chooses by: a name and its values in order. */
@Entity({ schema: 'catalog', name: 'product_option' })
@Check('product_option_position', 'position BETWEEN 1 AND 3')
export class ProductOptionEntity {
  @ForeignKey(() => ProductEntity)
  @PrimaryColumn({ type: 'text', name: 'product_id', collation: 'C' })
  productId!: string;
  @PrimaryColumn({ type: 'integer' }) position!: number;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text', array: true }) values!: string[];
}
