import type { BrandVariantWire } from '@sidestall/contracts';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { MOST, raised, variantName, without, type Pairing } from './substitute-list.ts';

export interface SubstituteCardProps {
  readonly pairing: Pairing;
  readonly names: ReadonlyMap<string, BrandVariantWire>;
  readonly isBusy: boolean;
  /** `text` says what has changed. */
  onChange(after: Pairing, text: string): void;
  onAdd(): void;
}

/** A variant and what is sent instead of it, the preferred first. */
export function SubstituteCard({ pairing, names, isBusy, onChange, onAdd }: SubstituteCardProps) {
  const nameOf = (id: string): string => {
    const known = names.get(id);
    return known ? variantName(known) : 'A piece that is gone';
  };
  const own = nameOf(pairing.variantId);
  const headingId = `instead-${pairing.variantId}`;
  return (
    <li className="card grid grid-cols-[minmax(0,1fr)] divide-y divide-line" aria-labelledby={headingId}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 sm:px-5">
        <div className="grid min-w-0">
          <span className="text-s text-soft">Instead of</span>
          <h2 id={headingId} className="font-semibold">
            {own}
          </h2>
          <Sku variant={names.get(pairing.variantId)} />
        </div>
      </div>
      <ol aria-label={`Sent instead of ${own}`} className="divide-y divide-line">
        {pairing.substitutes.map((id, at) => (
          <li key={id} className="flex items-center gap-3 px-4 py-2 sm:px-5">
            <span aria-hidden="true" className="w-5 text-end text-soft tabular-nums">
              {at + 1}
            </span>
            <span className="grid min-w-0 flex-1">
              <span>{nameOf(id)}</span>
              <Sku variant={names.get(id)} />
            </span>
            {at > 0 && (
              <Button
                className="button button-bare"
                aria-label={`Offer ${nameOf(id)} earlier`}
                isDisabled={isBusy}
                onPress={() => onChange(raised(pairing, id), `${nameOf(id)} is offered earlier.`)}
              >
                ↑
              </Button>
            )}
            <Button
              className="button button-bare"
              aria-label={`Remove ${nameOf(id)}`}
              isDisabled={isBusy}
              onPress={() => onChange(without(pairing, id), `${nameOf(id)} is removed.`)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2 px-4 py-3 sm:px-5">
        <Button
          className="button button-quiet"
          aria-label={`Add something instead of ${own}`}
          isDisabled={isBusy || pairing.substitutes.length >= MOST}
          onPress={onAdd}
        >
          Add another
        </Button>
        <Button
          className="button button-bare"
          aria-label={`Send nothing instead of ${own}`}
          isDisabled={isBusy}
          onPress={() => onChange({ ...pairing, substitutes: [] }, `Nothing is sent instead of ${own}.`)}
        >
          Remove all
        </Button>
      </div>
    </li>
  );
}

function Sku({ variant }: { readonly variant: BrandVariantWire | undefined }) {
  if (!variant) return null;
  return (
    <span className="flex flex-wrap items-center gap-2 break-all text-s text-soft">
      {variant.sku}
      {variant.isArchived && <Chip tone="warn">Not sold any more</Chip>}
    </span>
  );
}
