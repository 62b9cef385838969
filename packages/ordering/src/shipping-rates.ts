import { err, money, ok, zeroMoney, type Money, type Result } from '@sidestall/kernel';

const NEIGHBORS = new Set('AT BE CH CZ DK FR LU NL PL'.split(' '));
const EUROPE = new Set('BG CY EE ES FI GB GR HR HU IE IS IT LI LT LV MT NO PT RO SE SI SK'.split(' '));

export type ShippingZone = 'home' | 'neighbors' | 'europe' | 'world';

interface RateCard {
  readonly rates: Readonly<Record<ShippingZone, number>>;
  /** From this much on, a parcel inside the home zone costs nothing. */
  readonly freeAtHomeFrom: number;
}

/** Prices in minor units of the currency, per order: what is shown before paying is what is paid. */
const RATE_CARDS: Readonly<Record<string, RateCard>> = {
  EUR: { rates: { home: 490, neighbors: 890, europe: 1290, world: 1990 }, freeAtHomeFrom: 7500 },
  USD: { rates: { home: 590, neighbors: 990, europe: 1490, world: 2290 }, freeAtHomeFrom: 8500 },
  GBP: { rates: { home: 450, neighbors: 790, europe: 1150, world: 1790 }, freeAtHomeFrom: 6500 },
  JPY: { rates: { home: 800, neighbors: 1450, europe: 2100, world: 3200 }, freeAtHomeFrom: 12000 },
  KWD: { rates: { home: 1750, neighbors: 3000, europe: 4250, world: 6500 }, freeAtHomeFrom: 25000 },
};

/** How far a country is from the house's home market, Germany. */
export function shippingZone(country: string): ShippingZone {
  if (country === 'DE') return 'home';
  if (NEIGHBORS.has(country)) return 'neighbors';
  return EUROPE.has(country) ? 'europe' : 'world';
}

/** What sending the whole order costs, or that nobody has set a price in this currency. */
export function shippingPrice(subtotal: Money, country: string): Result<Money, 'no-rate-in-currency'> {
  const card = RATE_CARDS[subtotal.currency];
  if (!card) return err('no-rate-in-currency');
  const zone = shippingZone(country);
  if (zone === 'home' && subtotal.amount >= card.freeAtHomeFrom) return ok(zeroMoney(subtotal.currency));
  return ok(money(card.rates[zone], subtotal.currency));
}

/** Whole days from payment to the door, the least and the most, by zone. */
export function deliveryDays(country: string): { readonly least: number; readonly most: number } {
  return {
    home: { least: 2, most: 4 },
    neighbors: { least: 3, most: 6 },
    europe: { least: 4, most: 8 },
    world: { least: 7, most: 14 },
  }[shippingZone(country)];
}
