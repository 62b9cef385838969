import type { BrandVariantWire } from '@sidestall/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { Failed, Loading } from '../frame/page-states.tsx';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { variantName } from './substitute-list.ts';

export interface VariantPickerProps {
  readonly title: string;
  readonly brandId: string;
  /** Those that cannot be chosen, with why: `chosen already`. */
  readonly taken: ReadonlyMap<string, string>;
  onPick(variant: BrandVariantWire): void;
  onClose(): void;
}

/** Finds one of the brand's variants by words. */
export function VariantPicker({ title, brandId, taken, onPick, onClose }: VariantPickerProps) {
  const { calls } = useSite();
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['variants', brandId, 'search', sought],
    queryFn: async () => (await valueOf(calls.variants(brandId, { q: sought }))).variants,
    placeholderData: keepPreviousData,
  });
  return (
    <FormDialog isOpen title={title} onClose={onClose}>
      <SearchField className="grid gap-1.5" value={typed} onChange={setTyped} autoFocus>
        <Label className="font-medium">Search</Label>
        <Input className="field" placeholder="Words of the name, or the SKU" spellCheck={false} maxLength={100} />
      </SearchField>
      <div className="min-h-60">
        {found.data ? (
          found.data.length === 0 ? (
            <p className="text-soft" role="status">
              Nothing of yours is called that. Try fewer words.
            </p>
          ) : (
            <ul className="divide-y divide-line" aria-label="Found">
              {found.data.map((variant) => {
                const why = taken.get(variant.variantId);
                return (
                  <li key={variant.variantId}>
                    <Button
                      className="flex min-h-12 w-full cursor-pointer items-center justify-between gap-4 rounded-control px-2 py-1.5 text-start -outline-offset-2 hover:bg-raised data-[disabled]:cursor-default data-[disabled]:opacity-60"
                      isDisabled={why !== undefined}
                      onPress={() => onPick(variant)}
                    >
                      <span className="grid min-w-0">
                        <span>{variantName(variant)}</span>
                        <span className="break-all text-s text-soft">{variant.sku}</span>
                      </span>
                      {why && <span className="text-s text-soft">{why}</span>}
                    </Button>
                  </li>
                );
              })}
            </ul>
          )
        ) : found.error ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Loading label="Looking for variants" />
        )}
      </div>
      <div className="flex justify-end">
        <Button className="button button-quiet max-sm:flex-1" onPress={onClose}>
          Go back
        </Button>
      </div>
    </FormDialog>
  );
}
