import { basisPointsOf, money, subtractMoney, sumMoney, type Money } from '@sidestall/kernel';

/** How a sale of a brand is divided, in basis points of the price without tax. What is left is the brand's. */
export interface SplitTerms {
  /** The retailer who ships it. */
  readonly partnerBp: number;
  /** The creator whose stream sold it; the brand's when there was none. */
  readonly creatorBp: number;
  /** The platform's fee. */
  readonly platformBp: number;
  /** Days after the goods left until brand and creator may have their share; retailers have theirs as they ship. */
  readonly returnWindowDays: number;
}

/** Who an amount of a sale goes to. */
export type ShareRole = 'partner' | 'brand' | 'creator' | 'platform' | 'tax';
export const SHARE_ROLES = ['partner', 'brand', 'creator', 'platform', 'tax'] as const satisfies readonly ShareRole[];

export type Split = Readonly<Record<ShareRole, Money>>;

/** What the terms of a new brand say until somebody agrees on others. */
export const STANDARD_TERMS: SplitTerms = { partnerBp: 6_500, creatorBp: 800, platformBp: 500, returnWindowDays: 14 };

/** True when the terms give away no more than there is. */
export const areTermsSound = ({ partnerBp, creatorBp, platformBp, returnWindowDays }: SplitTerms): boolean =>
  [partnerBp, creatorBp, platformBp, returnWindowDays].every((value) => Number.isSafeInteger(value) && value >= 0) &&
  partnerBp + creatorBp + platformBp <= 10_000;

/** Divides goods: `gross` is what the buyer pays for them, the tax in it or on it included. */
export function splitGoods(gross: Money, tax: Money, terms: SplitTerms, hasCreator: boolean): Split {
  const net = subtractMoney(gross, tax);
  const partner = basisPointsOf(net, terms.partnerBp);
  const creator = basisPointsOf(net, hasCreator ? terms.creatorBp : 0);
  const platform = basisPointsOf(net, terms.platformBp);
  // Rounded half up, three parts may exceed a cent or two by one: the platform's own line gives way first.
  const over = Math.max(0, sumMoney([partner, creator, platform], net.currency).amount - net.amount);
  const fee = money(Math.max(0, platform.amount - over), net.currency);
  const left = Math.max(0, over - platform.amount);
  const commission = money(Math.max(0, creator.amount - left), net.currency);
  const wholesale = money(partner.amount - Math.max(0, left - creator.amount), net.currency);
  const brand = subtractMoney(net, sumMoney([wholesale, commission, fee], net.currency));
  return { partner: wholesale, brand, creator: commission, platform: fee, tax };
}

/** Divides shipping: whoever ships has all of it but the tax. */
export function splitShipping(gross: Money, tax: Money): Split {
  const nothing = money(0, gross.currency);
  return { partner: subtractMoney(gross, tax), brand: nothing, creator: nothing, platform: nothing, tax };
}
