import { HOUSE_RULES } from '@sidestall/fulfillment';
import { newId, type BrandId, type StreamId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { TestTrade } from '../fulfillment.fixture.ts';
import { ActivateRuleSet } from './activate-rule-set.ts';
import { RuleSetStore, ruleScopeName, type RuleScope } from './rule-set.store.ts';
import { SaveRuleSet } from './save-rule-set.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const memberId = newId('mem');
const byPriority = { criteria: [{ use: 'priority' }] };

const save = (scope: RuleScope, content: unknown) =>
  trade.get(SaveRuleSet).execute({ ...scope, content, note: null, memberId });
const activate = (scope: RuleScope, version: number | null) =>
  trade.get(ActivateRuleSet).execute(scope, version, memberId);
const inForce = async (scope: RuleScope) =>
  (await trade.get(RuleSetStore).activeFor(trade.database, [scope])).get(ruleScopeName(scope))!;

function aBrandWithAShow(): { brand: RuleScope & { brandId: BrandId }; show: RuleScope & { showId: StreamId } } {
  const brandId = newId('brd');
  return { brand: { brandId, showId: null }, show: { brandId, showId: newId('str') } };
}

describe('a rule set', () => {
  it('is the house’s until a version of the brand’s own is put in force', async () => {
    const { brand } = aBrandWithAShow();
    expect(await save(brand, byPriority)).toMatchObject({ ok: true, value: { version: 1, isActive: false } });
    expect(await inForce(brand)).toEqual(HOUSE_RULES);
    await activate(brand, 1);
    expect(await inForce(brand)).toMatchObject({ id: brand.brandId, version: 1, criteria: [{ use: 'priority' }] });
    await activate(brand, null);
    expect(await inForce(brand)).toEqual(HOUSE_RULES);
  });

  it('of a show goes before the brand’s, and only in that show', async () => {
    const { brand, show } = aBrandWithAShow();
    await save(brand, byPriority);
    await activate(brand, 1);
    await save(show, { criteria: [{ use: 'distance', step: 50 }] });
    expect(await inForce(show)).toMatchObject({ id: brand.brandId });
    await activate(show, 1);
    expect(await inForce(show)).toMatchObject({ criteria: [{ use: 'distance', step: 50 }] });
    expect(await inForce({ ...brand, showId: newId('str') })).toMatchObject({ id: brand.brandId });
    expect(await inForce(brand)).toMatchObject({ id: brand.brandId });
  });

  it('is edited by adding a version, which leaves the one in force alone', async () => {
    const { brand } = aBrandWithAShow();
    await save(brand, byPriority);
    await activate(brand, 1);
    await save(brand, { ...byPriority, maxSplit: 2 });
    expect(await inForce(brand)).toMatchObject({ version: 1, maxSplit: null });
    const versions = await trade.get(RuleSetStore).versions(trade.database, brand);
    expect(versions.map((it) => [it.version, it.isActive, it.createdBy])).toEqual([
      [2, false, memberId],
      [1, true, memberId],
    ]);
  });

  it('gets a number of its own, though many save at once', async () => {
    const { brand } = aBrandWithAShow();
    const saved = await Promise.all(Array.from({ length: 5 }, () => save(brand, byPriority)));
    expect(saved.map((it) => it.ok && it.value.version).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('that cannot be read is not kept, and every problem is named with its place', async () => {
    const { brand } = aBrandWithAShow();
    expect(await save(brand, { criteria: [{ use: 'vibes' }], maxSplit: 0 })).toMatchObject({
      error: {
        code: 'FULFILLMENT.RULE_SET_INVALID',
        problems: [{ path: 'criteria[0].use' }, { path: 'maxSplit' }],
      },
    });
    expect(await trade.get(RuleSetStore).versions(trade.database, brand)).toEqual([]);
    expect(await activate(brand, 1)).toMatchObject({ error: { code: 'FULFILLMENT.RULE_SET_NOT_FOUND' } });
  });

  it('takes neither name nor version from who writes it', async () => {
    const { brand } = aBrandWithAShow();
    expect(await save(brand, { ...byPriority, id: 'house', version: 7 })).toMatchObject({
      value: { content: { id: brand.brandId, version: 1 } },
    });
  });
});
