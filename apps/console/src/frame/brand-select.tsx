import { useBrand } from '../session/use-brand.ts';
import { Choice } from './choice.tsx';

/** Chooses the brand a page speaks for; nothing where there is no choice. */
export function BrandSelect({ isDisabled }: { readonly isDisabled?: boolean }) {
  const { brands, brand, choose } = useBrand();
  if (brands.length < 2 || !brand) return null;
  return (
    <Choice
      label="Brand"
      value={brand.id}
      options={brands.map(({ id, name }) => ({ id, name }))}
      isDisabled={isDisabled}
      onChange={choose}
    />
  );
}
