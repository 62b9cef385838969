import { isId, type OrderId } from '@sidestall/kernel';

/** What an event is about: the thing to be asked for anew, never what the event says of it. */
export type Mention =
  | {
      readonly of: 'intent';
      readonly intentId: string;
      readonly orderId: OrderId | null;
      /** Our own call is about to tell the same: only if it does not, somebody looks. */
      readonly isAnswerDue?: boolean;
    }
  | { readonly of: 'refund'; readonly stripeRefund: string; readonly orderId: OrderId | null }
  | { readonly of: 'dispute'; readonly stripeDispute: string }
  | { readonly of: 'fraud-warning'; readonly stripeWarning: string }
  | { readonly of: 'transfer'; readonly stripeTransfer: string }
  | { readonly of: 'setup'; readonly stripeSetup: string; readonly purpose: string }
  | { readonly of: 'payout'; readonly stripePayout: string; readonly account: string | null }
  | { readonly of: 'account'; readonly account: string }
  | { readonly of: 'movement'; readonly balanceTransaction: string };

type Named = string | { readonly id: string } | null | undefined;

/** As much of an event's object as says what it is. */
export interface MentionedObject {
  readonly id?: string;
  readonly object?: string;
  readonly payment_intent?: Named;
  readonly account?: Named;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly balance_transaction?: Named;
  readonly failure_balance_transaction?: Named;
  readonly balance_transactions?: readonly Named[];
}

const idOf = (named: Named): string | null => (typeof named === 'string' ? named : (named?.id ?? null));

/** What somebody must look at because of an event; nothing for what nobody here needs. `account` is a connected one. */
export function mentionsOf(object: MentionedObject, account: string | null): Mention[] {
  const things = thingsOf(object, account);
  // What moves on a connected account's balance is not ours.
  return account === null ? [...things, ...movementsOf(object)] : things;
}

function thingsOf(object: MentionedObject, account: string | null): Mention[] {
  const { id } = object;
  if (!id) return [];
  const named = object.metadata?.['order'];
  const orderId = isId('ord', named) ? named : null;
  switch (object.object) {
    case 'payout':
      return [{ of: 'payout', stripePayout: id, account }];
    case 'account':
      return [{ of: 'account', account: id }];
    case 'capability': {
      const holder = idOf(object.account) ?? account;
      return holder ? [{ of: 'account', account: holder }] : [];
    }
    default:
      if (account !== null) return [];
  }
  const intentId = object.object === 'payment_intent' ? id : idOf(object.payment_intent);
  switch (object.object) {
    case 'payment_intent':
    case 'charge':
    case 'review':
      return intentId ? [{ of: 'intent', intentId, orderId }] : [];
    case 'refund':
      return [{ of: 'refund', stripeRefund: id, orderId }];
    case 'dispute':
      return [{ of: 'dispute', stripeDispute: id }];
    case 'setup_intent': {
      const purpose = object.metadata?.['purpose'];
      return purpose ? [{ of: 'setup', stripeSetup: id, purpose }] : [];
    }
    case 'radar.early_fraud_warning':
      return [{ of: 'fraud-warning', stripeWarning: id }];
    case 'transfer':
      return [{ of: 'transfer', stripeTransfer: id }];
    default:
      return [];
  }
}

function movementsOf(object: MentionedObject): Mention[] {
  const ids = [object.balance_transaction, object.failure_balance_transaction, ...(object.balance_transactions ?? [])]
    .map(idOf)
    .filter((id): id is string => id !== null);
  return [...new Set(ids)].map((balanceTransaction) => ({ of: 'movement', balanceTransaction }));
}
