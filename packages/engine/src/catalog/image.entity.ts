import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ProductEntity } from './product.entity.ts';

/** One picture of a product. A `url` that begins with a slash lies on our own API. */
@Entity({ schema: 'catalog', name: 'image' })
@Index('image_product', ['productId', 'position'])
export class ImageEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @ForeignKey(() => ProductEntity)
  @Column({ type: 'text', name: 'product_id', collation: 'C' })
  productId!: string;
  @Column({ type: 'integer' }) position!: number;
  @Column({ type: 'text', collation: 'C' }) url!: string;
  @Column({ type: 'text' }) alt!: string;
}
