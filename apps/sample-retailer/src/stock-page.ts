import { escape } from './page-style.ts';
import { pageOf } from './page-frame.ts';
import type { Shelf } from './record.ts';
import type { Limits } from './rules.ts';

const OUTCOMES: Record<NonNullable<Shelf['told']>['outcome'], string> = {
  applied: 'Sidestall knows',
  ignored: 'Sidestall knows a newer count',
  unknown: 'Sidestall does not know this SKU as yours',
  ambiguous: 'several products of yours have this SKU',
};

function wordsOf(shelf: Shelf, free: number | null): string {
  if (shelf.onHand === null) return 'Not counted yet';
  const at = shelf.asOf ? ` · counted ${escape(shelf.asOf.slice(0, 16).replace('T', ' '))} UTC` : '';
  const said = shelf.told ? ` · ${OUTCOMES[shelf.told.outcome]}` : ' · Sidestall was not reached';
  return `${free === shelf.onHand ? 'All free' : `${Math.max(free ?? 0, 0)} free`}${at}${said}`;
}

const rowOf = (shelf: Shelf, free: number | null): string =>
  `<li><label class="what" for="count-${escape(shelf.sku)}"><b>${escape(shelf.title)}</b>${shelf.title === shelf.sku ? '' : `<span class="sku">${escape(shelf.sku)}</span>`}</label>
    <input id="count-${escape(shelf.sku)}" type="number" name="sku:${escape(shelf.sku)}" min="0" max="1000000" value="${shelf.onHand ?? ''}" placeholder="–">
    <span class="sku" data-sku="${escape(shelf.sku)}">${wordsOf(shelf, free)}</span></li>`;

function limitsOf(limits: Limits): string {
  return `<form class="sheet" method="post" action="/limits">
<label class="field" for="most">At most so many units of one line<input id="most" type="number" name="mostUnits" min="1" max="9999" value="${limits.mostUnits ?? ''}" placeholder="No limit"></label>
<label class="field" for="most-value">At most so much worth of goods in one order, in its currency<input id="most-value" type="number" name="mostValue" min="1" max="1000000" value="${limits.mostValue ?? ''}" placeholder="No limit"></label>
<label class="field" for="refused">SKUs that are not sent any more<input id="refused" type="text" name="refusedSkus" maxlength="2000" value="${escape(limits.refusedSkus.join(', '))}" placeholder="With commas between"></label>
<label class="choice"><input type="checkbox" name="byStock" value="yes"${limits.byStock ? ' checked' : ''}><span>Take no more than lies on the shelf</span><small>Where somebody has counted; the rest of an order goes to another house</small></label>
<button class="first">Keep these rules</button></form>`;
}

/** When Sidestall was told the last time, and of how much it made nothing. */
function lastTold(shelves: readonly Shelf[]): string {
  const told = shelves.flatMap((shelf) => (shelf.told ? [shelf.told] : []));
  const last = told.map(({ at }) => at).reduce((a, b) => (a > b ? a : b), '');
  if (!last) return 'Sidestall was told of nothing yet.';
  const known = told.filter(({ outcome }) => outcome === 'applied').length;
  const counted = shelves.filter(({ onHand }) => onHand !== null).length;
  return `Last told ${escape(last.slice(0, 16).replace('T', ' '))} UTC. Sidestall knows ${known} of ${counted} counts.`;
}

/** The page of what this house has and what it takes. */
export function stockPage(
  house: string,
  stock: { readonly shelves: readonly Shelf[]; readonly limits: Limits; free(sku: string): number | null },
  isStormy: boolean,
  said?: string,
): string {
  const rows = stock.shelves.map((shelf) => rowOf(shelf, stock.free(shelf.sku))).join('');
  const body = `<section aria-labelledby="shelves"><h2 id="shelves">On the shelves</h2>
<p class="soft">Count what lies there, what is promised included. Sidestall is told at once; what buyers hold stays theirs.<br><span data-told>${lastTold(stock.shelves)}</span></p>
<form method="post" action="/stock"><ul class="shelves">${rows}
<li class="new"><label class="what" for="new-sku"><b>Another SKU</b><span class="sku">As your catalog names it</span></label>
<span><input id="new-sku" type="text" name="sku" maxlength="200" aria-label="SKU" placeholder="SKU"> <input type="number" name="units" min="0" max="1000000" aria-label="Units" placeholder="Units"></span></li></ul>
<div class="sheet buttons"><button class="first">Keep the counts and tell Sidestall</button><button formaction="/stock/again">Tell it all again</button></div></form></section>
<section aria-labelledby="rules"><h2 id="rules">What this house takes</h2>
<p class="soft">Orders beyond these rules are accepted in part, or refused when nothing is left of them or they are worth too much. They hold while the packing desk accepts by itself.</p>${limitsOf(stock.limits)}</section>`;
  return pageOf({ house, here: '/stock', title: 'stock', subtitle: 'Stock and rules', isStormy, body, said });
}
