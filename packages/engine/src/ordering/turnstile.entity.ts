import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many payments may begin now: one row that every API process draws from, filled up by the database's clock. */
@Entity({ schema: 'ordering', name: 'turnstile' })
export class TurnstileEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) name!: string;
  @Column({ type: 'double precision' }) free!: number;
  @Column({ type: 'timestamptz', name: 'filled_at', default: () => 'now()' }) filledAt!: Date;
}
