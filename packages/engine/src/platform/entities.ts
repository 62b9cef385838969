import { IdempotencyEntity } from './idempotency.entity.ts';
import { MailEntity } from './mail.entity.ts';
import { OutboxEntity } from './outbox.entity.ts';

export const platformEntities = [OutboxEntity, IdempotencyEntity, MailEntity];
