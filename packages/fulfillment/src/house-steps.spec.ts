import {
  canChangeAddress,
  FULFILLMENT_ORDER_TRANSITIONS,
  houseSteps,
  isLetGo,
  onCancelWish,
  type FulfillmentOrderState,
} from './index.ts';

const STATES = Object.keys(FULFILLMENT_ORDER_TRANSITIONS) as FulfillmentOrderState[];
const statesWith = (holds: (state: FulfillmentOrderState) => boolean) => STATES.filter(holds);

describe('what the house may do with a fulfillment order', () => {
  it('is to hold what goes on, and to release what is held and nothing else', () => {
    expect(statesWith((state) => houseSteps(state).includes('hold'))).toEqual([
      'requested',
      'accepted',
      'in_progress',
      'partially_shipped',
      'cancel_requested',
    ]);
    expect(houseSteps('on_hold')).toEqual(['release']);
  });

  it('is to recall what was taken on and has not left', () => {
    expect(statesWith((state) => houseSteps(state).includes('recall'))).toEqual([
      'accepted',
      'in_progress',
      'partially_shipped',
    ]);
  });

  it('is to take a late answer only of what came to nothing', () => {
    for (const state of statesWith((one) => houseSteps(one).includes('force_accept')))
      expect(isLetGo(state)).toBe(true);
    expect(houseSteps('expired')).toEqual(['force_accept']);
    expect(houseSteps('recalled')).toEqual([]);
  });

  it('is nothing any more once all of it has left', () => {
    for (const state of ['shipped', 'delivered', 'delivery_failed'] as const) expect(houseSteps(state)).toEqual([]);
  });
});

describe('a wish to cancel', () => {
  it('ends what nobody answered, and is put to who accepted', () => {
    expect(onCancelWish('requested')).toBe('canceled');
    expect(statesWith((state) => onCancelWish(state) === 'asked')).toEqual(['accepted', 'in_progress']);
  });

  it('ends what is held, unless a part of it has left or its retailer was asked before', () => {
    expect(statesWith((state) => onCancelWish('on_hold', state) === 'canceled')).toEqual([
      'requested',
      'accepted',
      'in_progress',
    ]);
  });
});

describe('the address of an order', () => {
  it('can be changed until somebody begins to pick; parts that were let go do not count', () => {
    expect(canChangeAddress([])).toBe(true);
    expect(canChangeAddress(['requested', 'accepted', 'expired'])).toBe(true);
    expect(canChangeAddress(['accepted', 'in_progress'])).toBe(false);
    expect(canChangeAddress(['on_hold'])).toBe(false);
    expect(canChangeAddress(['shipped'])).toBe(false);
  });
});
