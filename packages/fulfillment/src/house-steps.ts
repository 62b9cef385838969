import { canBeForced, canMove, type FulfillmentOrderState } from './fulfillment-order-state.ts';

/** What who runs the house may do with a fulfillment order besides what its retailer does. */
export const HOUSE_STEPS = ['hold', 'release', 'recall', 'force_accept'] as const;

export type HouseStep = (typeof HOUSE_STEPS)[number];

const TAKEN_ON: readonly FulfillmentOrderState[] = ['accepted', 'in_progress', 'partially_shipped'];

/** Whether what of it has not left may be taken from its retailer, and somebody else be looked for. */
export const canBeRecalled = (state: FulfillmentOrderState): boolean => TAKEN_ON.includes(state);

/** The steps its state allows; whether the goods are still there is only known when one is taken. */
export function houseSteps(state: FulfillmentOrderState): HouseStep[] {
  const allowed: Readonly<Record<HouseStep, boolean>> = {
    hold: canMove(state, 'on_hold'),
    release: state === 'on_hold',
    recall: canBeRecalled(state),
    force_accept: canBeForced(state),
  };
  return HOUSE_STEPS.filter((step) => allowed[step]);
}

/**
 * What a wish to cancel does: it is over at once, its retailer is asked, or (null) nothing comes of it. Of what is held
 * nobody has to be asked, since it was not to leave anyway; `resumeState` is where the hold found it.
 */
export function onCancelWish(
  state: FulfillmentOrderState,
  resumeState: FulfillmentOrderState | null = null,
): 'canceled' | 'asked' | null {
  if (state === 'requested') return 'canceled';
  if (state === 'on_hold') return resumeState !== null && HELD_WHOLE.includes(resumeState) ? 'canceled' : null;
  return state === 'accepted' || state === 'in_progress' ? 'asked' : null;
}

/** Nothing of it had left when it was held, and nobody was asked yet whether it can be canceled. */
const HELD_WHOLE: readonly FulfillmentOrderState[] = ['requested', 'accepted', 'in_progress'];

const LET_GO: readonly FulfillmentOrderState[] = [
  'rejected',
  'expired',
  'unreachable',
  'canceled',
  'canceled_by_partner',
  'recalled',
];

/** Whether its retailer has nothing more to do with it, and nothing of it left. */
export const isLetGo = (state: FulfillmentOrderState): boolean => LET_GO.includes(state);

/** An order may be sent elsewhere as long as nobody has begun to pick any part of it. */
export const canChangeAddress = (parts: readonly FulfillmentOrderState[]): boolean =>
  parts.every((state) => isLetGo(state) || state === 'requested' || state === 'accepted');
