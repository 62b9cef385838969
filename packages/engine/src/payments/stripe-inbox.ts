import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { isHeeded, type PaymentState } from '@sidestall/payments';
import type Stripe from 'stripe';
import type { EngineConfig } from '../platform/config.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import {
  accountMentioned,
  answerDueKey,
  disputeMentioned,
  fraudWarningMentioned,
  intentMentioned,
  movementMentioned,
  payoutMentioned,
  refundMentioned,
  transferMentioned,
} from './facts.ts';
import { PaymentStore } from './payment.store.ts';
import { mentionsOf, type Mention, type MentionedObject } from './stripe-mentions.ts';
import { StripeClient } from './stripe/stripe-client.ts';

const APPROVED = 'payment_intent.amount_capturable_updated';
/** Where a payment stands when the news of its approval is no news. */
const KNOWN_APPROVED: ReadonlySet<PaymentState> = new Set(['authorized', 'captured', 'canceled']);
/** How long our own call may take to tell what an event says already; it takes this look back then. */
const ANSWER_DUE_SECONDS = 5;

/**
 * Takes in what Stripe tells us: the signature over the raw bytes is checked before anything is read, the event is
 * stored once, and the work happens later. Events of somebody else on the same account are stored and left alone.
 */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async receive(
    rawBody: Buffer,
    signature: string,
  ): Promise<Result<{ isNew: boolean }, { code: 'PAYMENTS.SIGNATURE_INVALID' }>> {
    const event = this.stripe.verify(rawBody, signature, this.config.stripe.webhookSecret);
    if (!event) return err({ code: 'PAYMENTS.SIGNATURE_INVALID' });
    return ok({ isNew: await this.keep(event) });
  }

  /** Stores an event we can trust and has what it mentions looked at; false when it was known already. */
  async keep(event: Stripe.Event): Promise<boolean> {
    const object = (event.data as { object: MentionedObject } | undefined)?.object ?? {};
    const account = event.account ?? null;
    const row = [event.id, event.type, object.id ?? null, JSON.stringify(event), account];
    const mentions = isHeeded(event.type) ? await this.#ours(mentionsOf(object, account), event.type) : [];
    const insert = `INSERT INTO payments.stripe_event (id, type, object_id, payload, account) VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (id) DO NOTHING RETURNING id`;
    if (mentions.length === 0) return (await this.database.one(insert, row)) !== null;
    return this.database.transaction(async (tx) => {
      if (!(await tx.one(insert, row))) return false;
      for (const mention of mentions) await this.#tell(tx, mention);
      return true;
    });
  }

  /** Without the intents of other programs on the same account, and without approvals that are known already. */
  async #ours(mentions: readonly Mention[], type: string): Promise<Mention[]> {
    const known = await Promise.all(
      mentions.map(async (mention) => {
        if (mention.of !== 'intent') return mention;
        if (mention.orderId && type !== APPROVED) return mention;
        const payment = await this.payments.ofIntent(this.database, mention.intentId, mention.orderId);
        if (!payment) return null;
        if (type === APPROVED && KNOWN_APPROVED.has(payment.state)) return null;
        const isAnswerDue = type === APPROVED && payment.state === 'authorizing';
        return { ...mention, orderId: payment.orderId, isAnswerDue };
      }),
    );
    return known.filter((mention) => mention !== null);
  }

  /** One waiting job stands for any number of mentions of the same thing. */
  async #tell(tx: Tx, mention: Mention): Promise<void> {
    switch (mention.of) {
      case 'intent': {
        const { orderId, intentId, isAnswerDue } = mention;
        if (!orderId) return;
        const when = isAnswerDue
          ? { key: answerDueKey(orderId), after: { seconds: ANSWER_DUE_SECONDS } }
          : { key: orderId };
        return this.outbox.publish(tx, intentMentioned, { orderId, intentId }, when);
      }
      case 'refund': {
        const { stripeRefund, orderId } = mention;
        const told = { stripeRefund, ...(orderId && { orderId }) };
        return this.outbox.publish(tx, refundMentioned, told, { key: stripeRefund });
      }
      case 'dispute': {
        const { stripeDispute } = mention;
        return this.outbox.publish(tx, disputeMentioned, { stripeDispute }, { key: stripeDispute });
      }
      case 'fraud-warning': {
        const { stripeWarning } = mention;
        return this.outbox.publish(tx, fraudWarningMentioned, { stripeWarning }, { key: stripeWarning });
      }
      case 'transfer': {
        const { stripeTransfer } = mention;
        return this.outbox.publish(tx, transferMentioned, { stripeTransfer }, { key: stripeTransfer });
      }
      case 'payout': {
        const { stripePayout, account } = mention;
        const told = { stripePayout, ...(account && { account }) };
        return this.outbox.publish(tx, payoutMentioned, told, { key: stripePayout });
      }
      case 'account': {
        const { account } = mention;
        return this.outbox.publish(tx, accountMentioned, { account }, { key: account });
      }
      case 'movement': {
        const { balanceTransaction } = mention;
        return this.outbox.publish(tx, movementMentioned, { balanceTransaction }, { key: balanceTransaction });
      }
    }
  }
}
