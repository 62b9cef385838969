import {
  FULFILLMENT_ORDER_STATES,
  FULFILLMENT_STEPS,
  type BrandFulfillmentOrderWire,
  type FulfillmentOrderEventWire,
} from '@sidestall/contracts';
import { cancelWords, deadlinesOf, eventWords, handWords, reasonWords, stepWords } from './fulfillment-words.ts';

const part = (more: Partial<BrandFulfillmentOrderWire>): BrandFulfillmentOrderWire => ({
  id: 'ful_1',
  retailerId: 'ret_1',
  retailerName: 'Harbor',
  state: 'accepted',
  resumesAs: null,
  reason: null,
  requestedAt: '2026-12-01T09:00:00Z',
  acceptBy: '2026-12-01T13:00:00Z',
  shipBy: '2026-12-03T16:00:00Z',
  isLate: false,
  autoCancelAt: '2026-12-10T16:00:00Z',
  answerBy: '2026-12-02T16:00:00Z',
  acknowledgeBy: null,
  heldAt: null,
  addressVersion: 1,
  version: 2,
  isShared: false,
  lines: [],
  parcels: [],
  steps: [],
  onCancel: null,
  ...more,
});
const event = (more: Partial<FulfillmentOrderEventWire>): FulfillmentOrderEventWire => ({
  id: '1',
  at: '2026-12-01T09:00:00Z',
  kind: 'moved',
  from: null,
  to: 'requested',
  by: { kind: 'system', name: null, isYou: false },
  reason: null,
  said: null,
  version: 1,
  ...more,
});

describe('the deadlines of a part', () => {
  const labels = (state: BrandFulfillmentOrderWire['state']) => deadlinesOf(part({ state })).map(({ label }) => label);

  it('are those its state is measured by', () => {
    expect(labels('requested')).toEqual(['To be accepted by', 'Would have to leave by']);
    expect(labels('accepted')).toEqual(['Has to leave by', 'Taken back if it has not left by']);
    expect(labels('cancel_requested')).toEqual(['To say whether it can be canceled by']);
  });

  it('stand still while it is held, and are gone when it is over', () => {
    for (const state of ['on_hold', 'shipped', 'rejected', 'recalled'] as const) expect(labels(state)).toEqual([]);
  });

  it('hold the new address, while nobody said that they know it', () => {
    const changed = part({ acknowledgeBy: '2026-12-01T17:00:00Z' });
    expect(deadlinesOf(changed)).toContainEqual(
      expect.objectContaining({ label: 'Has to know the new address by', at: '2026-12-01T17:00:00Z' }),
    );
  });
});

describe('the words of what happened', () => {
  it.each(FULFILLMENT_ORDER_STATES)('know the way to %s', (to) => {
    expect(eventWords(event({ from: 'accepted', to }))).toMatch(/^[A-Z][a-z ]+$/);
  });

  it('tell an answer that changed nothing from one that did', () => {
    expect(eventWords(event({ kind: 'refused', to: 'shipped' }))).toBe('Wanted to send a parcel; nothing changed');
    expect(eventWords(event({ from: 'on_hold', to: 'accepted' }))).toBe('Let go on where it was stopped');
    expect(eventWords(event({ from: 'cancel_requested', to: 'accepted' }))).toBe('It is not canceled and goes on');
    expect(eventWords(event({ from: 'cancel_requested', to: 'canceled' }))).toBe('Canceled');
  });

  it('give a reason without its code', () => {
    expect(reasonWords('held: Looks odd: twice')).toBe('Looks odd: twice');
    expect(reasonWords('out_of_stock: The last one broke')).toBe('Out of stock: The last one broke');
    expect(reasonWords('FULFILLMENT.STATE_CONFLICT')).toBe('It came too late, or out of turn');
    expect(reasonWords('never_left')).toBe('It did not leave in time');
  });

  it('say by whose hand', () => {
    expect(handWords({ kind: 'operator', name: null, isYou: true })).toBe('You');
    expect(handWords({ kind: 'retailer', name: 'Harbor', isYou: false })).toBe('Harbor');
  });
});

describe('the words before a step', () => {
  it('say of what cannot be undone that it cannot, and ask why', () => {
    const recall = stepWords('recall', part({}));
    expect(recall).toMatchObject({ tone: 'danger', reasonLabel: 'Why' });
    expect(recall.explanation).toContain('cannot be undone');
  });

  it.each(FULFILLMENT_STEPS)('name the retailer of %s', (step) => {
    expect(stepWords(step, part({ resumesAs: 'in_progress' })).explanation).toContain('Harbor');
  });

  it('say what canceling does to each part', () => {
    const of = (fulfillmentOrders: BrandFulfillmentOrderWire[], unrouted = 0) =>
      cancelWords({
        orderId: 'ord_1',
        number: 'S-1',
        address: { name: 'A', line1: 'B', city: 'C', postalCode: '1', country: 'DE' },
        unrouted,
        canCancel: true,
        canChangeAddress: false,
        fulfillmentOrders,
      });
    expect(of([part({ onCancel: 'asked' })])).toEqual([
      'What Harbor has accepted: they are asked whether it still can be canceled.',
    ]);
    expect(of([part({ state: 'requested', onCancel: 'canceled' })], 1)).toEqual([
      '1 piece that nobody was asked for: canceled at once.',
      'What Harbor was asked for and has not answered: canceled at once.',
    ]);
  });
});
