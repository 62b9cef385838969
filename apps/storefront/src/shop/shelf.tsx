import { storefrontCalls } from '@sidestall/client';
import type { ProductCard } from '@sidestall/contracts';
import type { Money } from '@sidestall/kernel';
import { Picture, Price, Spinner } from '@sidestall/ui';
import { apiOf } from '../cart/api-of.ts';
import { useCallback, useEffect, useId, useState } from 'react';
import { boardOf } from '../drops/drop-board.ts';
import { CountdownText } from '../drops/countdown-text.tsx';
import { termsOfProduct } from '../drops/terms-at.ts';
import { countTurns } from '../stall/turns.ts';
import { useStall } from '../stall/use-stall.ts';

const PAGE = 12;

interface Loaded {
  readonly products: readonly ProductCard[];
  readonly next: string | null;
  readonly step: 'loading' | 'idle' | 'failed';
}

/** The products of the show, a page at a time. */
function useShelf(slug: string): Loaded & { readonly more: () => void } {
  const { stall } = useStall();
  const [loaded, setLoaded] = useState<Loaded>({ products: [], next: null, step: 'loading' });
  const [turns] = useState(countTurns);

  const load = useCallback(
    async (before: readonly ProductCard[], cursor?: string) => {
      const turn = turns.begin();
      setLoaded((now) => ({ ...now, step: 'loading' }));
      const answer = await storefrontCalls(apiOf(stall)).products({ stream: slug, cursor, limit: PAGE });
      if (turn.isOvertaken()) return;
      if (!answer.ok) return setLoaded((now) => ({ ...now, step: 'failed' }));
      const { products, nextCursor } = answer.value;
      const known = new Set(before.map((product) => product.id));
      setLoaded({
        products: [...before, ...products.filter((product) => !known.has(product.id))],
        next: nextCursor,
        step: 'idle',
      });
    },
    [stall, slug, turns],
  );

  useEffect(() => {
    void load([]);
    return () => turns.end();
  }, [load, turns]);

  return { ...loaded, more: () => void load(loaded.products, loaded.next ?? undefined) };
}

const cheaper = (price: Money, other: Money | null): Money => (other && other.amount < price.amount ? other : price);

function ShelfCard({ product }: { readonly product: ProductCard }) {
  const { stall, state } = useStall();
  const { words, terms } = state;
  const drop = termsOfProduct(terms, product.id);
  const isOpen = drop?.phase === 'open';
  const isSoldOut = product.isSoldOut && !isOpen;
  const open = () =>
    stall.show({
      kind: 'product',
      productId: product.id,
      preview: { title: product.title, brandName: product.brand.name, imageUrl: product.imageUrl },
    });
  return (
    <button type="button" className="mini mini-card shelf-card" part="product" onClick={open}>
      <Picture url={product.imageUrl} alt="" name={product.title} />
      <span className="mini-text">
        <span className="mini-title">{product.title}</span>
        <span className="shelf-brand soft">{product.brand.name}</span>
        <span className={isSoldOut ? 'soft' : undefined}>
          {isSoldOut ? (
            words.t(drop?.phase === 'coming' ? 'drop.kept' : 'stock.soldOut')
          ) : product.priceVaries || (isOpen && drop.isOneOfMany) ? (
            <span className="st-price">
              {words.t('price.from', { price: words.money(cheaper(product.price, isOpen ? drop.price : null)) })}
            </span>
          ) : (
            <Price
              value={isOpen ? drop.price : product.price}
              was={isOpen ? drop.priorPrice : product.compareAtPrice}
              locale={words.locale}
              wasLabel={(price) => words.t(isOpen ? 'drop.prior' : 'price.was', { price })}
            />
          )}
        </span>
        {drop && drop.phase !== 'gone' && (
          <span className="drop-mini">
            {isOpen && <span>{words.n('drop.left', drop.left)}</span>}
            <CountdownText
              key={drop.phase}
              until={isOpen ? drop.endsAt : drop.startsAt}
              clock={boardOf(stall).clock}
              words={words}
              say={(time) => words.t(isOpen ? 'drop.endsIn' : 'drop.startsIn', { time })}
            />
            {isOpen && drop.priorPrice && (
              <span className="soft" aria-hidden="true">
                {words.t('drop.prior', { price: words.money(drop.priorPrice) })}
              </span>
            )}
          </span>
        )}
      </span>
    </button>
  );
}

/** The show's shelf. */
export function Shelf() {
  const { words, view } = useStall().state;
  const { products, next, step, more } = useShelf(view?.slug ?? '');
  const id = useId();
  return (
    <section className="part-block" aria-labelledby={id} part="shelf">
      <h3 id={id}>{words.t('shelf.title')}</h3>
      {step === 'idle' && products.length === 0 && (
        <div className="empty">
          <p>{words.t('shelf.empty')}</p>
          <p className="soft">{words.t('shelf.emptyHelp')}</p>
        </div>
      )}
      <ul className="shelf" aria-busy={step === 'loading'}>
        {products.map((product) => (
          <li key={product.id}>
            <ShelfCard product={product} />
          </li>
        ))}
      </ul>
      {step === 'loading' && products.length === 0 && (
        <div className="trouble shelf-waiting">
          <Spinner />
        </div>
      )}
      {step === 'failed' && (
        <p className="soft shelf-note" role="alert">
          {words.t('shelf.failed')}
        </p>
      )}
      {(next !== null || step === 'failed') && (
        <button type="button" className="plain shelf-more" disabled={step === 'loading'} onClick={more}>
          {step === 'loading' ? <Spinner /> : words.t(step === 'failed' ? 'stall.retry' : 'shelf.more')}
        </button>
      )}
    </section>
  );
}
