import { FULFILLMENT_ORDER_STATES, type RoutingCandidateWire } from '@sidestall/contracts';
import {
  answerWords,
  criterionWords,
  leftOverWords,
  rulesWords,
  scoreWords,
  stockWords,
  whyWords,
} from './routing-words.ts';

const candidate = (more: Partial<RoutingCandidateWire>): RoutingCandidateWire => ({
  retailerId: 'ret_1',
  retailerName: 'Harbor',
  outcome: 'not_needed',
  reason: null,
  decidedBy: null,
  variants: [],
  scores: [],
  ...more,
});
const variant = { variantId: 'var_1', free: 3, allocated: 0, reason: null };

describe('the words of routing', () => {
  it('say why a retailer was asked or was not', () => {
    const asked = [variant, { ...variant, variantId: 'var_2' }].map((it) => ({ ...it, allocated: 1 }));
    expect(whyWords(candidate({ outcome: 'chosen', variants: asked }))).toBe('Asked for 2 pieces.');
    expect(whyWords(candidate({ outcome: 'out', reason: 'does_not_ship_there' }))).toContain('this address');
    expect(whyWords(candidate({ decidedBy: 'fewest_parcels' }))).toContain('more parcels');
  });

  it('hold for criteria of a house’s own, too', () => {
    expect(whyWords(candidate({ decidedBy: 'quiet_hands' }))).toBe('Others are better by “Quiet hands”.');
    expect(criterionWords('quiet_hands')).toBe('Quiet hands');
    expect(scoreWords('quiet_hands', 0.3333)).toBe('0.33');
  });

  it('never pass off what is not known as a number', () => {
    expect(scoreWords('distance', null)).toBe('Not known');
    expect(scoreWords('priority', 0)).toBe('0');
  });

  it('say what was there of one variant, and what was asked for', () => {
    expect(stockWords(variant)).toBe('3 there');
    expect(stockWords({ ...variant, allocated: 2 })).toBe('3 there, 2 asked for');
    expect(stockWords({ ...variant, free: null, reason: 'does_not_sell' })).toBe('not sold here');
  });

  it.each(FULFILLMENT_ORDER_STATES)('know what became of a request that is %s', (state) => {
    // Words of our own, not the code spelled out.
    const said = answerWords({ state, answer: null });
    expect(said.text).toMatch(/^[A-Z][a-z ]+$/);
    if (state.includes('_')) expect(said.text.toLowerCase()).not.toBe(state);
  });

  it('give the reason of a refusal with it', () => {
    expect(answerWords({ state: 'rejected', answer: 'out_of_stock' }).text).toBe('Refused: out of stock');
  });

  it('name whose rules a round went by', () => {
    expect(rulesWords({ name: 'house', version: 1 })).toBe('the house’s rules');
    expect(rulesWords({ name: 'brd_1', version: 3 })).toBe('version 3 of your rules');
    expect(rulesWords({ name: 'brd_1_str_2', version: 2 })).toBe('version 2 of the show’s rules');
  });

  it('say why units are left over and what happens then', () => {
    const left = {
      lineId: 'oln_1' as const,
      variantId: 'var_1' as const,
      title: 'Mug',
      variantTitle: null,
      quantity: 1,
    };
    expect(leftOverWords({ ...left, reason: 'no_stock', decision: 'wait' })).toBe(
      'Nobody who may send it has so many. If no further try helps, it waits for new stock.',
    );
  });
});
