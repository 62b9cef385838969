import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import { isHeeded, type PaymentState } from '@sidestall/payments';
import type Stripe from 'stripe';
import type { EngineConfig } from '../platform/config.ts';
import { Database, type Sql } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { Outbox, type OutboxRow } from '../platform/outbox.ts';
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
  setupMentioned,
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

/** An event as it is stored, and the work it makes. */
interface Arrival {
  readonly row: {
    readonly id: string;
    readonly type: string;
    readonly object_id: string | null;
    readonly payload: Stripe.Event;
    readonly account: string | null;
  };
  readonly jobs: readonly OutboxRow[];
}

/**
 * Takes in what Stripe tells us: the signature over the raw bytes is checked before anything is read, the event is
 * stored once, and the work happens later. Events of somebody else on the same account are stored and left alone.
 */
@Injectable()
export class StripeInbox {
  readonly #together: Gatherer<Arrival, boolean>;

  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {
    this.#together = new Gatherer((arrivals) => this.#store(arrivals), { most: 64, lanes: 2 });
  }

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
    const mentions = isHeeded(event.type) ? await this.#ours(mentionsOf(object, account), event.type) : [];
    return this.#together.ask({
      row: { id: event.id, type: event.type, object_id: object.id ?? null, payload: event, account },
      jobs: mentions.flatMap((mention) => this.#jobsOf(mention)),
    });
  }

  /** Stores events that arrived at the same moment, and the jobs of those that are new, in one transaction. */
  async #store(arrivals: readonly Arrival[]): Promise<boolean[]> {
    const insert = async (sql: Sql): Promise<Set<string>> => {
      const rows = await sql.rows<{ id: string }>(
        `INSERT INTO payments.stripe_event (id, type, object_id, payload, account)
         SELECT * FROM jsonb_to_recordset($1) AS r(id text, type text, object_id text, payload jsonb, account text)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [JSON.stringify(arrivals.map(({ row }) => row))],
      );
      return new Set(rows.map(({ id }) => id));
    };
    const isAlone = arrivals.every(({ jobs }) => jobs.length === 0);
    const isNew = isAlone
      ? await insert(this.database)
      : await this.database.transaction(async (tx) => {
          const stored = await insert(tx);
          await this.outbox.add(
            tx,
            arrivals.flatMap(({ row, jobs }) => (stored.has(row.id) ? jobs : [])),
          );
          return stored;
        });
    // Of twins that arrived together the first is the new one.
    return arrivals.map(({ row }) => isNew.delete(row.id));
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
  #jobsOf(mention: Mention): OutboxRow[] {
    switch (mention.of) {
      case 'intent': {
        const { orderId, intentId, isAnswerDue } = mention;
        if (!orderId) return [];
        const when = isAnswerDue
          ? { key: answerDueKey(orderId), after: { seconds: ANSWER_DUE_SECONDS } }
          : { key: orderId };
        return this.outbox.ofFact(intentMentioned, { orderId, intentId }, when);
      }
      case 'refund': {
        const { stripeRefund, orderId } = mention;
        const told = { stripeRefund, ...(orderId && { orderId }) };
        return this.outbox.ofFact(refundMentioned, told, { key: stripeRefund });
      }
      case 'dispute': {
        const { stripeDispute } = mention;
        return this.outbox.ofFact(disputeMentioned, { stripeDispute }, { key: stripeDispute });
      }
      case 'fraud-warning': {
        const { stripeWarning } = mention;
        return this.outbox.ofFact(fraudWarningMentioned, { stripeWarning }, { key: stripeWarning });
      }
      case 'transfer': {
        const { stripeTransfer } = mention;
        return this.outbox.ofFact(transferMentioned, { stripeTransfer }, { key: stripeTransfer });
      }
      case 'setup': {
        const { stripeSetup, purpose } = mention;
        return this.outbox.ofFact(setupMentioned, { stripeSetup, purpose }, { key: stripeSetup });
      }
      case 'payout': {
        const { stripePayout, account } = mention;
        const told = { stripePayout, ...(account && { account }) };
        return this.outbox.ofFact(payoutMentioned, told, { key: stripePayout });
      }
      case 'account': {
        const { account } = mention;
        return this.outbox.ofFact(accountMentioned, { account }, { key: account });
      }
      case 'movement': {
        const { balanceTransaction } = mention;
        return this.outbox.ofFact(movementMentioned, { balanceTransaction }, { key: balanceTransaction });
      }
    }
  }
}
