import { Label, Text, TextArea, TextField } from 'react-aria-components';

export interface LongFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly maxLength: number;
  readonly rows?: number;
  onChange(value: string): void;
}

/** A few sentences in the writer's own words. */
export function LongField({ label, help, value, maxLength, rows = 3, onChange }: LongFieldProps) {
  return (
    <TextField className="grid gap-1.5" value={value} maxLength={maxLength} onChange={onChange}>
      <Label className="font-medium">{label}</Label>
      <TextArea className="field py-2" rows={rows} />
      {help && (
        <Text slot="description" className="text-s text-soft">
          {help}
        </Text>
      )}
    </TextField>
  );
}
