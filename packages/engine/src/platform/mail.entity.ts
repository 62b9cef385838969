import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Every message the house sends; also the mailbox one reads in development. `key` makes a message go out once. */
@Entity({ schema: 'platform', name: 'mail' })
@Index('mail_key', ['key'], { unique: true })
export class MailEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) recipient!: string;
  @Column({ type: 'text' }) subject!: string;
  @Column({ type: 'text' }) html!: string;
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true }) sentAt!: Date | null;
}
