import { Button, Group, Input, NumberField } from 'react-aria-components';

export interface UnitStepperProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  onChange(value: number): void;
}

const STEP =
  'grid size-10 place-items-center rounded-control text-l data-[disabled]:opacity-40 data-[hovered]:bg-raised';

/** How many pieces of a line, from none to all. */
export function UnitStepper({ label, value, max, onChange }: UnitStepperProps) {
  return (
    <NumberField
      aria-label={label}
      value={value}
      minValue={0}
      maxValue={max}
      onChange={(next) => onChange(Number.isNaN(next) ? 0 : next)}
    >
      <Group className="flex items-center rounded-control border border-line-strong bg-surface">
        <Button slot="decrement" className={STEP}>
          −
        </Button>
        <Input className="w-10 bg-transparent text-center tabular-nums outline-none" />
        <Button slot="increment" className={STEP}>
          +
        </Button>
      </Group>
    </NumberField>
  );
}
