import { formatMoney } from '@sidestall/kernel';
import type { DeskListing } from '@sidestall/contracts';
import { Picture } from '@sidestall/ui';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { DeskProduct } from './desk-goods.ts';
import type { DeskPin } from './desk-pins.ts';
import { STOCK_TONES, stockWords } from './stock-words.ts';

export interface ProductRowProps {
  readonly product: DeskProduct;
  /** The key that pins it, where it has one. */
  readonly shortcut: number | null;
  /** Its card on screen, if there is one. */
  readonly pin: DeskPin | null;
  readonly canPin: boolean;
  onPin(listing: DeskListing): void;
  onUnpin(pin: DeskPin): void;
}

/** One product on the desk: enough to know it by, and one button. */
export function ProductRow({ product, shortcut, pin, canPin, onPin, onUnpin }: ProductRowProps) {
  const stock = stockWords(product.available);
  return (
    <li
      className={`grid grid-cols-[64px_1fr_auto] items-center gap-x-3 gap-y-1 p-3 sm:grid-cols-[28px_64px_1fr_auto_auto] sm:gap-x-4 sm:px-4 ${
        pin ? 'bg-accent-wash shadow-[inset_3px_0_0_var(--st-accent)]' : ''
      }`}
    >
      <span className="max-sm:hidden">{shortcut !== null && <kbd className="key">{shortcut}</kbd>}</span>
      <span className="overflow-hidden rounded-control">
        <Picture url={product.imageUrl} alt="" name={product.title} />
      </span>
      <span className="grid min-w-0">
        <span className="font-semibold leading-snug">{product.title}</span>
        <span className="truncate text-s text-soft">
          {product.brandName}
          {product.listings.length > 1 && <span className="max-sm:hidden"> · {product.listings.length} variants</span>}
        </span>
        <span className="flex flex-wrap gap-x-2 text-s sm:hidden">
          <PriceWords product={product} />
          <span className={STOCK_TONES[stock.tone]}>{stock.text}</span>
        </span>
      </span>
      <span className="grid justify-items-end text-end max-sm:hidden">
        <span className="font-medium tabular-nums">
          <PriceWords product={product} />
        </span>
        <span className={`text-s tabular-nums ${STOCK_TONES[stock.tone]}`}>{stock.text}</span>
      </span>
      <span className="flex w-24 items-center sm:w-26">
        {pin ? (
          <Button
            className="button button-quiet flex-1"
            aria-label={`Unpin ${product.title}`}
            aria-keyshortcuts={shortcut === null ? undefined : String(shortcut)}
            isDisabled={pin.isPending || !canPin}
            data-row-action
            onPress={() => onUnpin(pin)}
          >
            Unpin
          </Button>
        ) : (
          <>
            <Button
              className={`button button-soft flex-1 px-3 ${product.listings.length > 1 ? 'rounded-e-none' : ''}`}
              aria-label={`Pin ${product.title}`}
              aria-keyshortcuts={shortcut === null ? undefined : String(shortcut)}
              isDisabled={!canPin}
              data-row-action
              onPress={() => onPin(product.first)}
            >
              Pin
            </Button>
            {product.listings.length > 1 && <VariantMenu product={product} canPin={canPin} onPin={onPin} />}
          </>
        )}
      </span>
    </li>
  );
}

function PriceWords({ product }: { readonly product: DeskProduct }) {
  return (
    <>
      {product.priceVaries && <span className="font-normal text-soft">from </span>}
      {formatMoney(product.price, 'en')}
    </>
  );
}

function VariantMenu({ product, canPin, onPin }: Pick<ProductRowProps, 'product' | 'canPin' | 'onPin'>) {
  return (
    <MenuTrigger>
      <Button
        className="button button-soft -ms-px rounded-s-none px-2"
        aria-label={`Choose a variant of ${product.title}`}
        isDisabled={!canPin}
      >
        <svg
          viewBox="0 0 16 16"
          className="size-4"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
        >
          <path d="m4 6.5 4 4 4-4" />
        </svg>
      </Button>
      <Popover className="card max-h-80 min-w-72 overflow-auto p-1.5 shadow-lg" placement="bottom end">
        <Menu className="outline-none" aria-label={`Variants of ${product.title}`}>
          {product.listings.map((listing) => {
            const stock = stockWords(listing.available);
            return (
              <MenuItem
                key={listing.listingId}
                textValue={listing.variantTitle ?? listing.sku}
                className="grid min-h-10 cursor-pointer grid-cols-[1fr_auto] items-center gap-x-6 rounded-control px-3 py-1.5 outline-none data-[focused]:bg-raised"
                onAction={() => onPin(listing)}
              >
                <span>{listing.variantTitle ?? listing.sku}</span>
                <span className="text-end tabular-nums">{formatMoney(listing.price, 'en')}</span>
                <span className={`text-s ${STOCK_TONES[stock.tone]}`}>{stock.text}</span>
                <span className="text-end text-s text-soft">{listing.sku}</span>
              </MenuItem>
            );
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
