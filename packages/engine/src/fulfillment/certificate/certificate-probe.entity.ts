import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a message of an examination carries for its receiver to name when it acts on it. */
@Entity({ schema: 'fulfillment', name: 'certificate_probe' })
@Index('certificate_probe_certificate', ['certificateId'])
export class CertificateProbeEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'certificate_id', collation: 'C' }) certificateId!: string;
  @Column({ type: 'text', name: 'check_name' }) checkName!: string;
  @Column({ type: 'integer' }) wanted!: number;
  @Column({ type: 'integer', default: 0 }) acts!: number;
}
