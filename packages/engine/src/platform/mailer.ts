import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@sidestall/kernel';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import type { EngineConfig } from './config.ts';
import { Database, type Sql, type Tx } from './database.ts';
import { defineJob } from './fact.ts';
import { Handles, type JobHandler } from './job-handler.ts';
import { Outbox, type OutboxRow } from './outbox.ts';
import { ENGINE_CONFIG } from './tokens.ts';

export interface MailDraft {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The fact this message tells; a second message with the same key is not written. */
  readonly key: string;
}

export interface MailboxMessage {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** Tried for about a day: a mail server may be away for a night. */
export const sendMail = defineJob('platform.send-mail', z.object({ mailId: z.string() }), { attempts: 150 });

/** Writes messages down with the change they tell of; the worker sends them. */
@Injectable()
export class Mailer {
  constructor(private readonly outbox: Outbox) {}

  async send(tx: Tx, draft: MailDraft): Promise<void> {
    await this.outbox.add(tx, await this.write(tx, [draft]));
  }

  /** Writes messages down and answers the rows that have them sent, for the outbox. */
  async write(tx: Tx, drafts: readonly MailDraft[]): Promise<OutboxRow[]> {
    const added = await tx.rows<{ id: string }>(
      `INSERT INTO platform.mail (id, key, recipient, subject, html, text)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       ON CONFLICT (key) DO NOTHING RETURNING id`,
      [
        drafts.map(() => newId('eml')),
        drafts.map((draft) => draft.key),
        drafts.map((draft) => draft.to),
        drafts.map((draft) => draft.subject),
        drafts.map((draft) => draft.html),
        drafts.map((draft) => draft.text),
      ],
    );
    return added.map(({ id }) => this.outbox.ofJob(sendMail, { mailId: id }, { key: id }));
  }

  /** The newest messages, for the mailbox page of a house that has no mail server. */
  async mailbox(sql: Sql, limit: number): Promise<MailboxMessage[]> {
    return sql.rows(
      `SELECT id, recipient, subject, html, text, created_at AS "createdAt" FROM platform.mail ORDER BY id DESC LIMIT $1`,
      [limit],
    );
  }
}

/** Hands a written message to the mail server; without one, the mailbox page is where it is read. */
@Injectable()
@Handles(sendMail)
export class SendMailHandler implements JobHandler<typeof sendMail> {
  #transport: Transporter | null = null;

  constructor(
    private readonly database: Database,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async handle({ mailId }: { mailId: string }): Promise<void> {
    const mail = await this.database.one<MailboxMessage>(
      `SELECT id, recipient, subject, html, text FROM platform.mail WHERE id = $1 AND sent_at IS NULL`,
      [mailId],
    );
    if (!mail) return;
    if (this.config.mail.smtpUrl) {
      this.#transport ??= createTransport(
        { url: this.config.mail.smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
        { from: this.config.mail.from },
      );
      await this.#transport.sendMail({
        to: mail.recipient,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId: `<${mail.id}@sidestall>`,
      });
    }
    await this.database.rows(`UPDATE platform.mail SET sent_at = now() WHERE id = $1`, [mailId]);
  }
}
