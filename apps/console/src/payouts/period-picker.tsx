import type { Statement } from '@sidestall/contracts';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { Choice } from '../frame/choice.tsx';
import { useNow } from '../site/use-now.ts';
import { PERIOD_WORDS, periodOf, type PeriodName } from './periods.ts';
import type { StatementSearch } from './statement-search.ts';

export interface PeriodPickerProps {
  readonly statement: Statement;
  onChange(search: StatementSearch): void;
}

const NAMES = Object.keys(PERIOD_WORDS) as PeriodName[];

/** Months and years by name, or any days from and to. */
export function PeriodPicker({ statement, onChange }: PeriodPickerProps) {
  const { from, to, currency, party } = statement;
  const now = useNow();
  const named = NAMES.find((name) => {
    const period = periodOf(name, now);
    return period.from === from && period.to === to;
  });
  const [isOwn, setIsOwn] = useState(named === undefined);
  const currencies = party.balances.map((balance) => balance.currency);
  return (
    <div className="flex flex-wrap items-end gap-4 max-sm:w-full">
      <div className="w-52 max-sm:w-full">
        <Choice
          label="Period"
          value={isOwn ? 'own' : (named ?? 'own')}
          options={[...NAMES.map((id) => ({ id, name: PERIOD_WORDS[id] })), { id: 'own', name: 'Other days' }]}
          onChange={(id) => {
            setIsOwn(id === 'own');
            if (id !== 'own') onChange(periodOf(id as PeriodName, now));
          }}
        />
      </div>
      {isOwn && <OwnDays key={`${from} ${to}`} from={from} to={to} onChange={onChange} />}
      {currencies.length > 1 && (
        <div className="w-32">
          <Choice
            label="Currency"
            value={currency}
            options={currencies.map((id) => ({ id, name: id }))}
            onChange={(chosen) => onChange({ currency: chosen })}
          />
        </div>
      )}
    </div>
  );
}

interface OwnDaysProps {
  readonly from: string;
  readonly to: string;
  onChange(search: StatementSearch): void;
}

function OwnDays({ from, to, onChange }: OwnDaysProps) {
  const [days, setDays] = useState({ from, to });
  const isUsable = days.from !== '' && days.to !== '' && days.from <= days.to;
  return (
    <form
      className="flex flex-wrap items-end gap-3 max-sm:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onChange(days);
      }}
    >
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          className="grid grid-cols-[minmax(0,1fr)] gap-1.5 max-sm:min-w-0 max-sm:flex-1"
          value={days[end]}
          onChange={(day) => setDays((before) => ({ ...before, [end]: day }))}
        >
          <Label className="font-medium">{end === 'from' ? 'From' : 'To'}</Label>
          <Input type="date" className="field min-w-0 tabular-nums max-sm:px-2" />
        </TextField>
      ))}
      <Button type="submit" className="button button-quiet max-sm:w-full" isDisabled={!isUsable}>
        Show
      </Button>
    </form>
  );
}
