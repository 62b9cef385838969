import type { OrderRoutingWire, RoutingCandidateWire, RoutingRoundWire } from '@sidestall/contracts';
import type { Said } from '../orders/order-words.ts';
import { codeSentence, codeWords } from '../site/code-words.ts';

type Parcel = RoutingRoundWire['parcels'][number];
type LeftOver = RoutingRoundWire['leftOver'][number];
type Units = OrderRoutingWire['waiting'][number];

const OUTCOMES: Readonly<Record<RoutingCandidateWire['outcome'], Said>> = {
  chosen: { text: 'Asked', tone: 'good' },
  not_needed: { text: 'Not needed', tone: 'plain' },
  out: { text: 'Left out', tone: 'warn' },
};

/** What became of a retailer, in a word or two. */
export const outcomeWords = (candidate: RoutingCandidateWire): Said => OUTCOMES[candidate.outcome];

const OUT: Readonly<Record<string, string>> = {
  inactive: 'It is switched off.',
  unreachable: 'It could not be reached: its endpoint had been failing, and it does not fetch its orders.',
  does_not_ship_there: 'It does not send to this address.',
  stale_feed: 'It last counted its stock too long ago.',
  at_capacity: 'It had taken on all the orders it can for the day.',
  excluded: 'It had refused this before, or had let the time pass.',
  excluded_by_rules: 'The rules leave it out.',
  does_not_sell: 'It does not sell any of this.',
  no_stock: 'It had none left.',
};

const BETTER: Readonly<Record<string, string>> = {
  fewest_parcels: 'Every plan with it has more parcels.',
  fewest_splits: 'Every plan with it splits more lines.',
  same_market: 'Others are in the buyer’s own region, country or market.',
  distance: 'Others are closer to the buyer.',
  cost: 'Others send it for less.',
  promise_days: 'Others have it at the door earlier.',
  capacity_left: 'Others can still take on more for the day.',
  priority: 'Others come first by priority.',
  rating: 'Others keep their word better.',
  feed_freshness: 'Others counted their stock more recently.',
  endpoint_health: 'Others hear us better.',
  most_units: 'Every plan with it sends fewer pieces, or leaves it nothing to send.',
  partial_plans: 'Not all of the order could be sent, and the rules do not let it go in part.',
  tie_break: 'All else was equal, so a number drawn from the order and the retailer decided.',
};

const pieces = (count: number): string => (count === 1 ? '1 piece' : `${count} pieces`);

/** Why a retailer was asked or was not, as a sentence. */
export function whyWords(candidate: RoutingCandidateWire): string {
  switch (candidate.outcome) {
    case 'chosen':
      return `Asked for ${pieces(candidate.variants.reduce((sum, variant) => sum + variant.allocated, 0))}.`;
    case 'out':
      return candidate.reason === null
        ? 'It could not be asked.'
        : (OUT[candidate.reason] ?? codeSentence(candidate.reason));
    case 'not_needed':
      if (candidate.decidedBy === null) return 'Others do without it.';
      return BETTER[candidate.decidedBy] ?? `Others are better by “${criterionWords(candidate.decidedBy)}”.`;
  }
}

/** What is there of one variant; what rules a retailer out for one variant alone stands beside it. */
export function stockWords({ free, reason, allocated }: RoutingCandidateWire['variants'][number]): string {
  if (reason === 'does_not_sell') return 'not sold here';
  if (reason === 'excluded') return 'refused before';
  if (reason === 'excluded_by_rules') return 'left out by the rules';
  const left = free === null ? 'not counted' : `${free} there`;
  return allocated > 0 ? `${left}, ${allocated} asked for` : left;
}

const CRITERIA: Readonly<Record<string, string>> = {
  fewest_parcels: 'Parcels',
  fewest_splits: 'Split lines',
  same_market: 'Same market',
  distance: 'Distance',
  cost: 'Cost of goods and shipping',
  promise_days: 'Days to the door',
  capacity_left: 'Orders it can still take',
  priority: 'Priority',
  rating: 'Scorecard',
  feed_freshness: 'Age of the stock count',
  endpoint_health: 'Hears us',
  tie_break: 'Drawn by lot',
};

/** A criterion as people call it. */
export const criterionWords = (name: string): string => CRITERIA[name] ?? codeWords(name);

const MARKET = ['Same region', 'Same country', 'Same market', 'Elsewhere'];
const HEALTH = ['Well', 'With trouble', 'Not at all', 'Switched off'];

function ageWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return seconds < 129_600 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/** What a criterion says of a retailer or a plan. */
export function scoreWords(criterion: string, score: number | null): string {
  if (score === null) return 'Not known';
  switch (criterion) {
    case 'distance':
      return `${Math.round(score)} km`;
    case 'rating':
      return `${Math.round(score * 100)}%`;
    case 'feed_freshness':
      return ageWords(score);
    case 'cost':
      return `${score} in the smallest coin`;
    case 'same_market':
      return MARKET[score] ?? String(score);
    case 'endpoint_health':
      return HEALTH[score] ?? String(score);
    default:
      return String(Math.round(score * 100) / 100);
  }
}

const STATES: Readonly<Record<string, Said>> = {
  requested: { text: 'Not answered yet', tone: 'plain' },
  accepted: { text: 'Accepted', tone: 'good' },
  in_progress: { text: 'Being packed', tone: 'good' },
  partially_shipped: { text: 'Partly shipped', tone: 'good' },
  shipped: { text: 'Shipped', tone: 'good' },
  delivered: { text: 'Delivered', tone: 'good' },
  delivery_failed: { text: 'Did not arrive', tone: 'bad' },
  rejected: { text: 'Refused', tone: 'warn' },
  expired: { text: 'Did not answer in time', tone: 'warn' },
  unreachable: { text: 'Could not be reached', tone: 'warn' },
  canceled: { text: 'Canceled', tone: 'plain' },
  canceled_by_partner: { text: 'Given back', tone: 'warn' },
  cancel_requested: { text: 'Asked to cancel', tone: 'warn' },
  on_hold: { text: 'On hold', tone: 'warn' },
  recalled: { text: 'Recalled', tone: 'plain' },
};

/** What became of a request. */
export function answerWords({ state, answer }: Pick<Parcel, 'state' | 'answer'>): Said {
  const said = state === null ? { text: 'Never asked', tone: 'plain' as const } : STATES[state];
  const known = said ?? { text: codeWords(state!), tone: 'plain' as const };
  return answer === null ? known : { ...known, text: `${known.text}: ${codeWords(answer).toLowerCase()}` };
}

const SHORT: Readonly<Record<string, string>> = {
  no_stock: 'Nobody who may send it has so many.',
  no_retailer: 'Nobody who sells it may be asked.',
  too_many_parcels: 'It is there, but at more retailers than the rules let one order go to.',
  too_many_splits: 'It is there, but at more retailers than the rules let one line go to.',
  order_incomplete: 'It is there, but not all of the order is, and the rules do not let it go in part.',
};
const DECISIONS: Readonly<Record<LeftOver['decision'], string>> = {
  wait: 'If no further try helps, it waits for new stock.',
  refund: 'If no further try helps, it is given up and not paid for.',
  substitute: 'If no further try helps, the buyer is offered something else.',
};

/** Why units have nobody to send them, and what the rules say of them. */
export const leftOverWords = ({ reason, decision }: LeftOver): string =>
  `${SHORT[reason] ?? codeSentence(reason)} ${DECISIONS[decision]}`;

/** Whose rules a round went by. */
export function rulesWords({ name, version }: RoutingRoundWire['rules']): string {
  if (name === 'house') return 'the house’s rules';
  return name.includes('str_') ? `version ${version} of the show’s rules` : `version ${version} of your rules`;
}

/** Units as people say them: `2 × Mug (Oat)`. */
export const unitsWords = ({
  quantity,
  title,
  variantTitle,
}: Pick<Units, 'quantity' | 'title' | 'variantTitle'>): string =>
  `${quantity} × ${title}${variantTitle ? ` (${variantTitle})` : ''}`;
