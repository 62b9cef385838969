import type {
  BrandFulfillmentOrderWire,
  FulfillmentOrderEntryWire,
  FulfillmentOrderEventWire,
  OrderFulfillmentWire,
} from '@sidestall/contracts';
import type { Said } from '../orders/order-words.ts';
import { answerWords } from '../routing/routing-words.ts';
import { codeWords } from '../site/code-words.ts';

type Part = BrandFulfillmentOrderWire;
type Parcel = Part['parcels'][number];
export type Step = Part['steps'][number];

/** Where a part stands, in a word or two. */
export const stateWords = (state: Part['state']): Said => answerWords({ state, answer: null });

export interface Deadline {
  readonly label: string;
  readonly at: string;
  /** It counts against somebody when it passes. */
  readonly isPressing: boolean;
}

/** What has to happen by when, and what happens by itself otherwise; nothing while it is held or over. */
export function deadlinesOf(part: Part): Deadline[] {
  const list: Deadline[] = [];
  const by = (label: string, at: string | null, isPressing = true) => at && list.push({ label, at, isPressing });
  switch (part.state) {
    case 'requested':
      by('To be accepted by', part.acceptBy);
      by('Would have to leave by', part.shipBy, false);
      break;
    case 'accepted':
    case 'in_progress':
    case 'partially_shipped':
      by('Has to leave by', part.shipBy);
      by('Taken back if it has not left by', part.autoCancelAt, false);
      by('Has to know the new address by', part.acknowledgeBy);
      break;
    case 'cancel_requested':
      by('To say whether it can be canceled by', part.answerBy);
      break;
    case 'on_hold':
    case 'shipped':
    case 'delivered':
    case 'delivery_failed':
    case 'rejected':
    case 'expired':
    case 'unreachable':
    case 'canceled':
    case 'canceled_by_partner':
    case 'recalled':
  }
  return list;
}

/** The next thing that is due of one in the list, or null. */
export function nextDue(entry: FulfillmentOrderEntryWire): { readonly label: string; readonly at: string } | null {
  if (entry.state === 'requested') return { label: 'accept by', at: entry.acceptBy };
  const isToShip = ['accepted', 'in_progress', 'partially_shipped'].includes(entry.state);
  return isToShip ? { label: 'leave by', at: entry.shipBy } : null;
}

const REASONS: Readonly<Record<string, string>> = {
  held: 'Held',
  payment_doubted: 'The payment is in doubt',
  address_not_acknowledged: 'Nobody said that they know the new address',
  canceled_on_wish: 'It was asked for',
  order_over: 'The order had ended otherwise',
  not_written_down: 'Moved by an older release',
  never_left: 'It did not leave in time',
  recalled_by_operator: 'Taken back by the house',
  stray_parcel: 'A parcel left after its goods were taken back',
  unreachable: 'Nobody there answered our messages',
  refused_by_receiver: 'Its receiver refuses our messages',
  'FULFILLMENT.STATE_CONFLICT': 'It came too late, or out of turn',
  'FULFILLMENT.LINE_UNKNOWN': 'It named a line that is not part of this',
  'FULFILLMENT.QUANTITY_EXCEEDED': 'It named more pieces than there are',
  'FULFILLMENT.WHOLE_ORDER_ONLY': 'It takes on whole orders only, and named a part',
  'FULFILLMENT.ORDER_NOT_FOUND': 'It is not theirs',
};

/** A reason as it is kept, which is a code, words, or a code and then words: `held: Looks odd`. */
export function reasonWords(reason: string): string {
  const known = REASONS[reason];
  if (known) return known;
  const [code, ...words] = reason.split(': ');
  const note = words.join(': ');
  if (!note) return codeWords(reason);
  // Of a hold the words say more than that it is one.
  return code === 'held' || code === 'recalled_by_operator' ? note : `${REASONS[code!] ?? codeWords(code!)}: ${note}`;
}

const NOTED: Readonly<Record<string, string>> = {
  address_changed: 'The address was changed',
  address_acknowledged: 'Said that they know the new address',
  due_soon: 'Reminded that it has to leave within four hours',
  late: 'Told that it should have left',
  very_late: 'Told that it is a day late',
  settled: 'It was agreed what becomes of a parcel that nobody waited for',
};

const ASKED: Readonly<Record<string, string>> = {
  accepted: 'accept',
  rejected: 'refuse',
  in_progress: 'say that it is being packed',
  shipped: 'send a parcel',
  canceled: 'agree to cancel',
  cancel_refused: 'refuse to cancel',
  canceled_by_partner: 'give it back',
  address_acknowledged: 'say that they know the address',
};

/** What happened, in a few words. */
export function eventWords({ kind, from, to }: FulfillmentOrderEventWire): string {
  switch (kind) {
    case 'refused':
      return `Wanted to ${ASKED[to] ?? codeWords(to).toLowerCase()}; nothing changed`;
    case 'noted':
      return NOTED[to] ?? codeWords(to);
    case 'moved':
      if (to === 'requested' && from === null) return 'Asked to ship';
      if (from === 'on_hold') return 'Let go on where it was stopped';
      if (from === 'cancel_requested' && to !== 'canceled') return 'It is not canceled and goes on';
      return answerWords({ state: to, answer: null }).text;
  }
}

/** By whose hand. */
export function handWords({ kind, name, isYou }: FulfillmentOrderEventWire['by']): string {
  if (isYou) return 'You';
  switch (kind) {
    case 'retailer':
      return name ?? 'The retailer';
    case 'buyer':
      return 'The buyer';
    case 'brand':
      return 'The brand';
    case 'operator':
      return 'Who runs the house';
    case 'routing':
      return 'Routing';
    case 'system':
      return 'By itself';
  }
}

const PARCELS: Readonly<Record<Parcel['state'], Said>> = {
  requested: { text: 'Not sent yet', tone: 'plain' },
  accepted: { text: 'Not sent yet', tone: 'plain' },
  rejected: { text: 'Not sent', tone: 'plain' },
  canceled: { text: 'Canceled', tone: 'plain' },
  shipped: { text: 'On its way', tone: 'plain' },
  delivered: { text: 'Arrived', tone: 'good' },
  lost: { text: 'Lost', tone: 'bad' },
  returned_to_sender: { text: 'Came back', tone: 'bad' },
};
const REMEDIES: Readonly<Record<NonNullable<Parcel['remedy']>, string>> = {
  reship_asked: 'the retailer is asked to send it again',
  reshipped: 'it was sent again',
  refunded: 'its price was given back',
};

/** Where a parcel is. */
export function parcelWords({ state, isPresumedDelivered }: Parcel): Said {
  return isPresumedDelivered ? { text: 'Presumed arrived', tone: 'plain' } : PARCELS[state];
}

/** What is done about one that did not arrive. */
export const remedyWords = ({ remedy }: Parcel): string | null => (remedy === null ? null : REMEDIES[remedy]);

/** What asking to cancel an order will do, part by part. */
export function cancelWords({ fulfillmentOrders, unrouted }: OrderFulfillmentWire): string[] {
  const names = (does: 'canceled' | 'asked') =>
    [...new Set(fulfillmentOrders.filter((part) => part.onCancel === does).map((part) => part.retailerName))].join(
      ', ',
    );
  const atOnce = names('canceled');
  const asked = names('asked');
  const stays = fulfillmentOrders.some((part) => part.parcels.length > 0);
  return [
    ...(unrouted > 0 ? [`${pieces(unrouted)} that nobody was asked for: canceled at once.`] : []),
    ...(atOnce ? [`What ${atOnce} was asked for and has not answered: canceled at once.`] : []),
    ...(asked ? [`What ${asked} has accepted: they are asked whether it still can be canceled.`] : []),
    ...(stays ? ['What has left stays with the buyer, who may send it back.'] : []),
  ];
}

export const pieces = (count: number): string => (count === 1 ? '1 piece' : `${count} pieces`);

export interface StepWords {
  readonly button: string;
  readonly title: string;
  readonly explanation: string;
  readonly action: string;
  readonly tone: 'main' | 'danger';
  /** The retailer’s message and the story carry it. */
  readonly reasonLabel: string | null;
  readonly done: string;
}

/** How a step of the house is asked for and confirmed. */
export function stepWords(step: Step, { retailerName: name, resumesAs }: Part): StepWords {
  switch (step) {
    case 'hold':
      return {
        button: 'Hold',
        title: `Hold what ${name} has?`,
        explanation: `${name} is told that nothing may leave. Its deadlines stand still until you let it go on.`,
        action: 'Hold it',
        tone: 'main',
        reasonLabel: 'Why',
        done: 'It is held; its deadlines stand still.',
      };
    case 'release':
      return {
        button: 'Let it go on',
        title: 'Let it go on?',
        explanation: `It goes on where it was stopped${resumesAs ? ` (${stateWords(resumesAs).text.toLowerCase()})` : ''}. ${name} is told, and has as much time left as when it was held.`,
        action: 'Let it go on',
        tone: 'main',
        reasonLabel: null,
        done: 'It goes on.',
      };
    case 'recall':
      return {
        button: 'Take it back',
        title: `Take it back from ${name}?`,
        explanation: `What has not left is not ${name}’s to send any more. As long as nothing was charged, somebody else is looked for; what was charged is given back to the buyer. This cannot be undone.`,
        action: 'Take it back',
        tone: 'danger',
        reasonLabel: 'Why',
        done: 'It is taken back.',
      };
    case 'force_accept':
      return {
        button: 'Accept for them',
        title: `Accept in the name of ${name}?`,
        explanation: `Their answer came too late, or not at all. Do this when ${name} has told you that they have the goods and will send them. It works only while nobody else was asked for the pieces.`,
        action: 'Accept it',
        tone: 'main',
        reasonLabel: null,
        done: 'It is accepted.',
      };
  }
}
