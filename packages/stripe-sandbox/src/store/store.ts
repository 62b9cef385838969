import type Stripe from 'stripe';
import type { CardBehavior } from '../objects/test-cards.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { BalanceSheet } from './balance-sheet.ts';
import { DueQueue } from './due-queue.ts';
import { Journal, type JournalLine } from './journal.ts';
import { Records, type IndexTable, type Watcher } from './records.ts';

/** What an intent knows beside its public fields. */
export interface IntentState {
  id: string;
  returnUrl: string | null;
  usesStripeSdk: boolean;
  challenge: string | null;
  offSession: boolean;
}

/** A 3-D Secure challenge that waits for the buyer. */
export interface Challenge {
  id: string;
  intent: string;
  paymentMethod: string;
  /** The return address of a challenge that was opened as a full page. */
  returnUrl: string | null;
  outcome: 'open' | 'completed' | 'failed';
}

export interface KeptAnswer {
  id: string;
  request: string;
  path: string;
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

/** Something the sandbox does by itself once its clock has passed `dueAt` (Unix seconds). */
export interface DueTask {
  id: string;
  dueAt: number;
  kind:
    | 'expire_authorization'
    | 'funds_available'
    | 'settle_refund'
    | 'fail_refund'
    | 'open_dispute'
    | 'dispute_due'
    | 'open_fraud_warning'
    | 'submit_payout'
    | 'settle_payout'
    | 'run_payouts';
  ref: string;
  detail?: string;
}

/** The behavior of a test card, kept beside the token or payment method that stands for it. */
export interface CardRecord {
  id: string;
  behavior: CardBehavior;
}

/** What Elements was told on the page where a confirmation token was made: it must fit the intent it confirms. */
export interface TokenTerms {
  id: string;
  currency?: string;
  captureMethod?: string;
  setupFutureUsage?: string;
}

/** What an account knows beside its public fields. */
export interface AccountState {
  id: string;
  hasOnboarded: boolean;
  requestsTransfers: boolean;
  /** Statuses that the control plane gave to capabilities, by name (`recipient.stripe_balance.payouts`). */
  forced: Record<string, string>;
}

/** An event that names an object instead of carrying it. `data` is shown only to whoever reads the event again. */
export interface ThinEvent {
  id: string;
  object: 'v2.core.event';
  context?: string;
  /** ISO 8601. */
  created: string;
  data?: Record<string, unknown>;
  livemode: false;
  reason?: { type: 'request'; request: { id: string; idempotency_key: string } };
  related_object?: { id?: string; type: string; url: string };
  snapshot_event?: string;
  type: string;
}

/** A webhook endpoint, with whether it listens to connected accounts instead of the platform. */
export type Endpoint = Stripe.WebhookEndpoint & { connect?: boolean };

/** A tax calculation with its lines, which its public face leaves out. */
export type TaxCalculation = Stripe.Tax.Calculation & { id: string; items: Stripe.Tax.CalculationLineItem[] };

/** A tax transaction with its lines. */
export type TaxTransaction = Stripe.Tax.Transaction & { items: Stripe.Tax.TransactionLineItem[] };

/** A balance transaction, with the automatic payout that has swept it. */
export type BalanceRow = Stripe.BalanceTransaction & { paid_out_by?: string };

/** When and of what an account is paid out without being asked. */
export interface PayoutSettings {
  id: string;
  interval: 'manual' | 'daily' | 'weekly' | 'monthly';
  /** English names of weekdays, in lower case. */
  weekly: string[];
  /** Days of the month. */
  monthly: number[];
  /** What stays in the balance, per currency in minor units. */
  minimum: Record<string, number>;
  descriptor: string | null;
}

export interface Kinds {
  payment_intent: Stripe.PaymentIntent;
  setup_intent: Stripe.SetupIntent;
  charge: Stripe.Charge;
  confirmation_token: Stripe.ConfirmationToken;
  payment_method: Stripe.PaymentMethod;
  customer: Stripe.Customer;
  refund: Stripe.Refund;
  event: Stripe.Event;
  webhook_endpoint: Endpoint;
  balance_transaction: BalanceRow;
  transfer: Stripe.Transfer;
  transfer_reversal: Stripe.TransferReversal;
  dispute: Stripe.Dispute;
  payout: Stripe.Payout;
  payout_settings: PayoutSettings;
  topup: Stripe.Topup;
  bank_account: Stripe.BankAccount;
  bank_failure: { id: string; code: string; message: string };
  review: Stripe.Review;
  fraud_warning: Stripe.Radar.EarlyFraudWarning;
  account: Stripe.V2.Core.Account;
  account_state: AccountState;
  thin_event: ThinEvent;
  event_destination: Stripe.V2.Core.EventDestination;
  card: CardRecord;
  token_terms: TokenTerms;
  intent_state: IntentState;
  challenge: Challenge;
  kept_answer: KeptAnswer;
  due_task: DueTask;
  delivery: Delivery;
  file: Stripe.File;
  tax_calculation: TaxCalculation;
  tax_transaction: TaxTransaction;
  tax_association: Stripe.Tax.Association;
  file_content: { id: string; type: string; data: string };
  setting: { id: string; value: number | string | null };
}

export type Kind = keyof Kinds;

/** The scope of the platform's own objects; a connected account's scope is its id. */
export const PLATFORM = '';

type Lookup<K extends Kind> = Record<string, (record: Kinds[K]) => string | null | undefined>;

/** An object or the id that stands for it. */
const idOf = (value: string | { id: string } | null | undefined): string | null | undefined =>
  typeof value === 'object' && value !== null ? value.id : value;

/** What records are looked up by, beside their id. */
const INDEXES: { [K in Kind]?: Lookup<K> } = {
  charge: {
    payment_intent: (charge) => idOf(charge.payment_intent),
    transfer_group: (charge) => charge.transfer_group,
  },
  payment_intent: { customer: (intent) => idOf(intent.customer), status: (intent) => intent.status },
  refund: {
    charge: (refund) => idOf(refund.charge),
    payment_intent: (refund) => idOf(refund.payment_intent),
    unfunded: (refund) => (refund.pending_reason === 'insufficient_funds' ? refund.currency : null),
  },
  dispute: { charge: (dispute) => idOf(dispute.charge), payment_intent: (dispute) => idOf(dispute.payment_intent) },
  fraud_warning: { charge: (warning) => idOf(warning.charge) },
  transfer: {
    source_transaction: (transfer) => idOf(transfer.source_transaction),
    transfer_group: (transfer) => transfer.transfer_group,
    destination: (transfer) => idOf(transfer.destination),
  },
  tax_transaction: { reference: (transaction) => transaction.reference },
  tax_association: {
    calculation: (association) => association.calculation,
    payment_intent: (association) => association.payment_intent,
  },
  transfer_reversal: { transfer: (reversal) => idOf(reversal.transfer) },
  balance_transaction: {
    source: (row) => idOf(row.source),
    payout: (row) => row.paid_out_by,
    unpaid: (row) => (row.paid_out_by === undefined ? row.currency : null),
    type: (row) => row.type,
  },
  setup_intent: { customer: (intent) => idOf(intent.customer) },
  customer: { email: (customer) => customer.email },
  payment_method: { customer: (method) => idOf(method.customer) },
  event: { type: (event) => event.type },
  thin_event: { object: (event) => event.related_object?.id },
  delivery: {
    event: (delivery) => delivery.event,
    state: (delivery) => delivery.state,
    open: (delivery) => (delivery.state === 'delivered' ? null : delivery.event),
  },
};

/** Everything the sandbox remembers. Records are plain objects; `put` makes a change lasting. */
export class Store {
  readonly #journal: Journal;
  readonly #scopes = new Map<string, Map<Kind, Records>>();
  readonly #sheets = new Map<string, BalanceSheet>();
  /** What falls due in any account. */
  readonly due = new DueQueue();

  constructor(file: string | undefined) {
    this.#journal = new Journal(file);
    for (const line of this.#journal.read()) {
      const records = this.#records(line.scope, line.kind as Kind);
      if (line.value === undefined) records.delete(line.id);
      else records.set(line.id, line.value as object);
    }
    if (file) this.#journal.rewrite(this.#lines());
  }

  scope(account: string): Scope {
    return new Scope(account, (kind) => this.#records(account, kind), this.#journal);
  }

  get platform(): Scope {
    return this.scope(PLATFORM);
  }

  scopes(): Scope[] {
    return [...new Set([PLATFORM, ...this.#scopes.keys()])].map((name) => this.scope(name));
  }

  /** What an account's balance rows add up to. */
  sheet(account: string): BalanceSheet {
    let sheet = this.#sheets.get(account);
    if (!sheet) this.#sheets.set(account, (sheet = new BalanceSheet()));
    return sheet;
  }

  flush(): void {
    this.#journal.flush();
  }

  clear(): void {
    this.#scopes.clear();
    this.#sheets.clear();
    this.due.clear();
    this.#journal.rewrite([]);
  }

  close(): void {
    this.#journal.close();
  }

  #records(scope: string, kind: Kind): Records {
    let kinds = this.#scopes.get(scope);
    if (!kinds) this.#scopes.set(scope, (kinds = new Map<Kind, Records>()));
    let records = kinds.get(kind);
    if (!records) {
      records = new Records((INDEXES[kind] ?? {}) as IndexTable, this.#watcher(scope, kind));
      kinds.set(kind, records);
    }
    return records;
  }

  #watcher(scope: string, kind: Kind): Watcher | undefined {
    if (kind === 'balance_transaction') return (row, previous) => this.sheet(scope).change(row, previous);
    if (kind !== 'due_task') return undefined;
    return (task) => {
      if (task) this.due.push({ at: (task as DueTask).dueAt, scope, id: (task as DueTask).id });
    };
  }

  *#lines(): Iterable<JournalLine> {
    for (const [scope, kinds] of this.#scopes) {
      for (const [kind, records] of kinds) {
        for (const [id, value] of records.entries()) yield { scope, kind, id, value };
      }
    }
  }
}

export interface Rows<T> {
  has(id: string): boolean;
  newest(before?: string): Iterable<T>;
  oldest(after?: string): Iterable<T>;
}

/** The records of one account. */
export class Scope {
  readonly account: string;
  readonly #records: (kind: Kind) => Records;
  readonly #journal: Journal;

  constructor(account: string, records: (kind: Kind) => Records, journal: Journal) {
    this.account = account;
    this.#records = records;
    this.#journal = journal;
  }

  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#records(kind).get(id) as Kinds[K] | undefined;
  }

  /** Oldest first. */
  all<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.oldest(kind)];
  }

  count(kind: Kind): number {
    return this.#records(kind).size;
  }

  oldest<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    return this.#records(kind).oldest() as Iterable<Kinds[K]>;
  }

  /** The records of a kind, to be walked from either end or from any of them on; narrowed by the first index that is given a key. */
  rows<K extends Kind>(kind: K, keys: Record<string, string | undefined> = {}): Rows<Kinds[K]> {
    const records = this.#records(kind);
    const narrow = Object.entries(keys).find(([, key]) => key !== undefined) as [string, string] | undefined;
    const walk = narrow ? records.filed(...narrow) : records;
    return {
      has: (id) => records.get(id) !== undefined,
      newest: (before) => walk.newest(before) as Iterable<Kinds[K]>,
      oldest: (after) => walk.oldest(after) as Iterable<Kinds[K]>,
    };
  }

  /** The records that an index of their kind files under a key, oldest first. */
  where<K extends Kind>(kind: K, index: string, key: string): Kinds[K][] {
    return this.#records(kind).where(index, key) as Kinds[K][];
  }

  /** How many records an index files under a key. */
  countWhere(kind: Kind, index: string, key: string): number {
    return this.#records(kind).count(index, key);
  }

  /** The keys under which an index of a kind files anything. */
  keys(kind: Kind, index: string): string[] {
    return this.#records(kind).keys(index);
  }

  /** Keeps a record. A balance row is never changed in place but put anew: its old state is subtracted from the sums. */
  put<K extends Kind>(kind: K, record: Kinds[K]): Kinds[K] {
    const { id } = record as { id: string };
    this.#records(kind).set(id, record as object);
    this.#journal.append({ scope: this.account, kind, id, value: record });
    return record;
  }

  remove(kind: Kind, id: string): void {
    if (this.#records(kind).delete(id)) this.#journal.append({ scope: this.account, kind, id });
  }
}
