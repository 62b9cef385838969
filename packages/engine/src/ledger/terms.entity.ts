import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How sales of a brand are divided from now on; a quote that was accepted keeps the terms it was made with. */
@Entity({ schema: 'ledger', name: 'terms' })
@Check(
  'terms_sound',
  'partner_bp >= 0 AND creator_bp >= 0 AND platform_bp >= 0 AND partner_bp + creator_bp + platform_bp <= 10000',
)
export class TermsEntity {
  @PrimaryColumn({ type: 'text', name: 'brand_id', collation: 'C' }) brandId!: string;
  @Column({ type: 'integer', name: 'partner_bp' }) partnerBp!: number;
  @Column({ type: 'integer', name: 'creator_bp' }) creatorBp!: number;
  @Column({ type: 'integer', name: 'platform_bp' }) platformBp!: number;
  @Column({ type: 'integer', name: 'return_window_days' }) returnWindowDays!: number;
}
