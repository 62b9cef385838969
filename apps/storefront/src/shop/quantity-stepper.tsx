import { Icon } from '../stall/icon.tsx';
import { MINUS, PLUS } from './icon-paths.ts';
import { useStall } from '../stall/use-stall.ts';

export interface QuantityStepperProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** How many: two buttons and the number between them. */
export function QuantityStepper({ label, value, min, max, onChange }: QuantityStepperProps) {
  const { words } = useStall().state;
  return (
    <div className="stepper" role="group" aria-label={label}>
      <button
        type="button"
        className="round"
        aria-label={words.t('product.fewer')}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon path={MINUS} />
      </button>
      <output aria-live="polite">{value}</output>
      <button
        type="button"
        className="round"
        aria-label={words.t('product.moreUnits')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon path={PLUS} />
      </button>
    </div>
  );
}
