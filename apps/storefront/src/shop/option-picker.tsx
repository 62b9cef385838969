import type { ProductDetail, VariantOffer } from '@sidestall/contracts';
import { useId } from 'react';
import { useStall } from '../stall/use-stall.ts';
import { pickValue, valueState } from './option-picks.ts';

export interface OptionPickerProps {
  readonly options: ProductDetail['options'];
  readonly variants: readonly VariantOffer[];
  readonly chosen: VariantOffer;
  readonly onChoose: (variant: VariantOffer) => void;
}

/** One row of values for each option; what is sold out or does not go together says so and can still be chosen. */
export function OptionPicker({ options, variants, chosen, onChoose }: OptionPickerProps) {
  const { words } = useStall().state;
  const id = useId();
  return options.map((option, index) => (
    <fieldset key={option.name} className="option">
      <legend>
        {option.name} <span className="soft">{chosen.options[index]}</span>
      </legend>
      <div className="values">
        {option.values.map((value) => {
          const state = valueState(variants, chosen.options, index, value);
          const label =
            state === 'available'
              ? value
              : words.t(state === 'sold-out' ? 'product.valueSoldOut' : 'product.valueAbsent', { value });
          return (
            <label key={value} className="value" data-state={state}>
              <input
                type="radio"
                name={`${id}-${index}`}
                aria-label={label}
                checked={chosen.options[index] === value}
                onChange={() => {
                  const variant = pickValue(variants, chosen.options, index, value);
                  if (variant) onChoose(variant);
                }}
              />
              <span>{value}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  ));
}
