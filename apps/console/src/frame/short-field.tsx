import { Input, Label, Text, TextField } from 'react-aria-components';

export interface ShortFieldProps {
  readonly label: string;
  readonly value: string;
  /** What is to be known before typing; what is wrong takes its place. */
  readonly help?: string;
  readonly problem?: string | null;
  readonly maxLength?: number;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email';
  readonly type?: 'text' | 'email' | 'time' | 'date';
  /** The id of a `datalist` to pick from. */
  readonly list?: string;
  readonly className?: string;
  onChange(value: string): void;
}

/** One line of text with its label, and what is wrong with it below. */
export function ShortField({
  label,
  value,
  help,
  problem = null,
  className = '',
  onChange,
  ...input
}: ShortFieldProps) {
  return (
    <TextField
      className={`grid content-start gap-1.5 ${className}`}
      value={value}
      isInvalid={problem !== null}
      validationBehavior="aria"
      onChange={onChange}
    >
      <Label className="font-medium">{label}</Label>
      <Input className="field tabular-nums" autoComplete="off" spellCheck={false} {...input} />
      {(problem ?? help) && (
        <Text slot="description" className={`text-s ${problem ? 'text-bad' : 'text-soft'}`}>
          {problem ?? help}
        </Text>
      )}
    </TextField>
  );
}
