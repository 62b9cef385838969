import type { Money } from '@sidestall/kernel';
import { Price } from '@sidestall/ui';
import { priceNow, unitsNow, type DropTerms } from '../stall/drop-terms.ts';
import { stockWords } from '../stall/stock-words.ts';
import { useStall } from '../stall/use-stall.ts';
import type { Words } from '../words/words.ts';
import { boardOf } from './drop-board.ts';
import { CountdownText } from './countdown-text.tsx';

/** From here down the number of a drop's units is told louder. */
const FEW = 5;

export interface OfferedListing {
  readonly listingId: string;
  readonly price: Money;
  readonly compareAtPrice: Money | null;
  readonly available: number | null;
}

/** What is said of the units a viewer can have now, drop or none. */
export function unitWords(words: Words, drop: DropTerms | undefined, available: number | null) {
  if (drop?.phase === 'open') {
    return { text: words.n('drop.left', drop.left), tone: drop.left <= FEW ? 'few' : 'plain' } as const;
  }
  // What is put by for a drop is not sold out.
  if (drop?.phase === 'coming' && available === 0) return { text: words.t('drop.kept'), tone: 'plain' } as const;
  return stockWords(words, available);
}

/** True when nothing can be had and nothing is about to come: the waitlist is what is left. */
export const isSoldOut = (drop: DropTerms | undefined, available: number | null): boolean =>
  unitsNow(drop, available) === 0 && drop?.phase !== 'coming';

/** When a drop opens or ends, and what is to be known about it. */
function DropNote({ drop, isLastChance }: { readonly drop: DropTerms; readonly isLastChance: boolean }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { clock } = boardOf(stall);
  const isComing = drop.phase === 'coming';
  const facts: string[] = [];
  if (isComing) facts.push(words.n('drop.offer', drop.allotment, { price: words.money(drop.price) }));
  if (drop.phase === 'open' && drop.regularPrice.amount !== drop.price.amount) {
    facts.push(words.t('drop.after', { price: words.money(drop.regularPrice) }));
  }
  if (drop.cap !== null && drop.phase !== 'gone') facts.push(words.n('drop.cap', drop.cap));
  return (
    <div className="drop" data-phase={drop.phase}>
      <p className="drop-head">
        <strong>{drop.title}</strong>
        {drop.phase !== 'gone' && (
          <CountdownText
            key={drop.phase}
            until={isComing ? drop.startsAt : drop.endsAt}
            clock={clock}
            words={words}
            say={(time) => words.t(isComing ? 'drop.startsIn' : 'drop.endsIn', { time })}
          />
        )}
      </p>
      {drop.phase === 'gone' && <p>{words.n('drop.gone', drop.allotment)}</p>}
      {drop.phase === 'gone' && !isLastChance && <p>{words.t('drop.goneRegular')}</p>}
      {facts.length > 0 && <p>{facts.join(' · ')}</p>}
      {drop.priorPrice && drop.phase !== 'gone' && (
        <p>{words.t('drop.prior', { price: words.money(drop.priorPrice) })}</p>
      )}
    </div>
  );
}

/** What a listing costs now, how many there are, and its drop where it has one. */
export function OfferTerms({ listing }: { readonly listing: OfferedListing }) {
  const { words, terms } = useStall().state;
  const drop = terms[listing.listingId];
  const isOpen = drop?.phase === 'open';
  const said = unitWords(words, drop, listing.available);
  return (
    <>
      <p className="pin-price">
        <span part="price">
          <Price
            value={priceNow(drop, listing.price)}
            // A reduction is measured by the lowest price of the last 30 days, whatever the brand compares with.
            was={isOpen ? drop.priorPrice : listing.compareAtPrice}
            locale={words.locale}
            wasLabel={(price) => words.t('price.was', { price })}
          />
        </span>
        {/* A drop's units go by the second; a screen reader is not told each. */}
        <span className="stock" data-tone={said.tone} aria-live={isOpen ? 'off' : 'polite'}>
          {said.text}
        </span>
      </p>
      {drop && <DropNote drop={drop} isLastChance={isSoldOut(drop, listing.available)} />}
    </>
  );
}
