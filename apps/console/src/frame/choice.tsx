import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly isDisabled?: boolean;
  onChange(id: string): void;
}

/** One of a few, from a list that opens. */
export function Choice({ label, value, options, isDisabled, onChange }: ChoiceProps) {
  return (
    <Select
      className="grid w-full max-w-sm content-start gap-1.5"
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => onChange(String(key))}
    >
      <Label className="font-medium">{label}</Label>
      <Button className="field flex cursor-pointer items-center justify-between gap-3 text-start">
        <SelectValue className="truncate" />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="card w-(--trigger-width) overflow-y-auto p-1.5 shadow-lg">
        <ListBox className="outline-none">
          {options.map((option) => (
            <ListBoxItem
              key={option.id}
              id={option.id}
              className="flex min-h-10 cursor-pointer items-center rounded-control px-3 outline-none data-[focused]:bg-raised data-[selected]:font-semibold"
            >
              {option.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
