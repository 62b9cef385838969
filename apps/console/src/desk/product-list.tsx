import { useRef, type KeyboardEvent, type Ref } from 'react';
import { Button, Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { StreamView } from '@sidestall/contracts';
import { Empty } from '../frame/page-states.tsx';
import type { DeskFilter, DeskProduct } from './desk-goods.ts';
import { ProductRow } from './product-row.tsx';
import type { Pinning } from './use-pinning.ts';

/** How many rows have a digit of their own. */
export const NUMBERED_ROWS = 9;

export interface ProductListProps {
  /** All there is, before the filter. */
  readonly total: number;
  readonly products: readonly DeskProduct[];
  readonly brands: StreamView['brands'];
  readonly filter: DeskFilter;
  readonly pinning: Pinning;
  readonly canPin: boolean;
  readonly searchRef: Ref<HTMLInputElement>;
  onFilter(filter: DeskFilter): void;
}

/** Everything the show may pin, found by typing or by brand, pinned by one click or key. */
export function ProductList(props: ProductListProps) {
  const { total, products, brands, filter, pinning, canPin, searchRef, onFilter } = props;
  const list = useRef<HTMLUListElement>(null);

  /** Arrow keys go from row to row, since Tab would go through every button on the way. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row-action]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    rows[at + step]?.focus();
    rows[at + step]?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <section aria-label="Products" className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          aria-label="Search products"
          className="relative min-w-48 flex-1"
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
        >
          {({ isEmpty }) => (
            <>
              <Input ref={searchRef} className="field pe-11" placeholder="Search by name, brand or SKU" />
              {isEmpty ? (
                <kbd className="key absolute end-2.5 top-1/2 -translate-y-1/2 max-sm:hidden">/</kbd>
              ) : (
                <Button
                  aria-label="Clear the search"
                  className="absolute end-1 top-1/2 grid size-9 -translate-y-1/2 cursor-pointer place-items-center rounded-control text-soft"
                >
                  <svg
                    viewBox="0 0 16 16"
                    className="size-4"
                    aria-hidden="true"
                    stroke="currentColor"
                    strokeWidth="1.6"
                  >
                    <path d="M4 4l8 8m0-8-8 8" />
                  </svg>
                </Button>
              )}
            </>
          )}
        </SearchField>
        {brands.length > 1 && (
          <ToggleButtonGroup
            aria-label="Brand"
            className="flex gap-1 max-sm:-mx-4 max-sm:w-dvw max-sm:overflow-x-auto max-sm:px-4"
            selectedKeys={[filter.brandName ?? '']}
            disallowEmptySelection
            onSelectionChange={(keys) => onFilter({ ...filter, brandName: String([...keys][0] ?? '') || null })}
          >
            {['', ...brands.map((brand) => brand.name)].map((name) => (
              <ToggleButton
                key={name}
                id={name}
                className="button button-bare rounded-full px-3.5 font-medium text-soft data-[selected]:bg-ink data-[selected]:text-canvas"
              >
                {name || 'All'}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
      </div>
      {products.length === 0 ? (
        total === 0 ? (
          <Empty title="Nothing to pin yet">
            The brands of this stream have no listings for sale. Import products, then come back.
          </Empty>
        ) : (
          <Empty title="Nothing matches">Try another word, or choose all brands.</Empty>
        )
      ) : (
        // The keys only move the focus between the buttons inside, which do the work.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <ul ref={list} className="card divide-y divide-line overflow-hidden" onKeyDown={onKeyDown}>
          {products.map((product, index) => (
            <ProductRow
              key={product.productId}
              product={product}
              shortcut={index < NUMBERED_ROWS ? index + 1 : null}
              pin={pinning.pins.find((pin) => pin.productId === product.productId) ?? null}
              canPin={canPin}
              onPin={pinning.pin}
              onUnpin={pinning.unpin}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
