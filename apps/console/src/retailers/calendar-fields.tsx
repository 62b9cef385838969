import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { Choice } from '../frame/choice.tsx';
import { Section } from '../frame/page.tsx';
import { ShortField } from '../frame/short-field.tsx';
import { TickBox } from '../frame/tick-box.tsx';
import { dateText } from '../site/moments.ts';
import type { Counting } from './retailer-draft.ts';
import type { FieldsProps } from './routing-fields.tsx';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const ZONES = Intl.supportedValuesOf('timeZone');
const ACCEPT = [
  { id: 'working', name: 'Hours of working days' },
  { id: 'clock', name: 'Hours, day and night' },
];
const SHIP = [
  { id: 'working', name: 'Working days' },
  { id: 'clock', name: 'Hours, day and night' },
];
const SILENCE = [
  { id: 'cancel', name: 'It is canceled' },
  { id: 'keep', name: 'It goes on' },
];

/** When a retailer works, how soon it answers and ships, and what silence means. */
export function CalendarFields({ draft, problems, onChange }: FieldsProps) {
  const zones = useId();
  const daysId = useId();
  const field = (name: 'timeZone' | 'cutOff' | 'accept' | 'ship' | 'autoCancelDays' | 'cancelAnswerHours') => ({
    value: draft[name],
    problem: problems[name] ?? null,
    onChange: (value: string) => onChange({ [name]: value }),
  });
  const toggle = (day: number, isWorked: boolean) =>
    onChange({ workingDays: isWorked ? [...draft.workingDays, day] : draft.workingDays.filter((one) => one !== day) });
  return (
    <>
      <Section title="When it works">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField
            label="Time zone"
            help="Its days and hours are those of this place."
            list={zones}
            maxLength={60}
            {...field('timeZone')}
          />
          <datalist id={zones}>
            {ZONES.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </datalist>
          <ShortField
            label="Cut-off"
            type="time"
            help="What comes in later counts from the next working day. Empty: midnight."
            {...field('cutOff')}
          />
          <div role="group" aria-labelledby={daysId} className="grid gap-1 sm:col-span-2">
            <span id={daysId} className="font-medium">
              Working days
            </span>
            <div className="flex flex-wrap gap-x-5">
              {DAYS.map((name, at) => (
                <TickBox
                  key={name}
                  isTicked={draft.workingDays.includes(at + 1)}
                  onTick={(isWorked) => toggle(at + 1, isWorked)}
                >
                  {name}
                </TickBox>
              ))}
            </div>
            {problems.workingDays && <span className="text-s text-bad">{problems.workingDays}</span>}
          </div>
          <Holidays days={draft.holidays} onChange={(holidays) => onChange({ holidays })} />
        </div>
      </Section>
      <Section title="How soon">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField label="Accepts within" inputMode="decimal" maxLength={6} {...field('accept')} />
          <Choice
            label="Accepting is counted in"
            value={draft.acceptBy}
            options={ACCEPT}
            onChange={(acceptBy) => onChange({ acceptBy: acceptBy as Counting })}
          />
          <ShortField label="Ships within" inputMode="decimal" maxLength={6} {...field('ship')} />
          <Choice
            label="Shipping is counted in"
            value={draft.shipBy}
            options={SHIP}
            onChange={(shipBy) => onChange({ shipBy: shipBy as Counting })}
          />
          <ShortField
            label="Days of grace"
            help="Working days after that until what has not left is taken back."
            inputMode="numeric"
            maxLength={2}
            {...field('autoCancelDays')}
          />
        </div>
      </Section>
      <Section title="What was agreed besides">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField
            label="Hours to answer a wish to cancel"
            help="Of working days."
            inputMode="numeric"
            maxLength={3}
            {...field('cancelAnswerHours')}
          />
          <Choice
            label="When it does not answer"
            value={draft.cancelSilence}
            options={SILENCE}
            onChange={(cancelSilence) => onChange({ cancelSilence: cancelSilence as 'cancel' | 'keep' })}
          />
          <div className="grid gap-2 sm:col-span-2">
            <TickBox isTicked={draft.isWholeOrderOnly} onTick={(isWholeOrderOnly) => onChange({ isWholeOrderOnly })}>
              It ships all of what it is asked for, or nothing
            </TickBox>
            <TickBox isTicked={draft.acceptsByShipping} onTick={(acceptsByShipping) => onChange({ acceptsByShipping })}>
              A parcel sent without an answer counts as accepted
            </TickBox>
          </div>
        </div>
      </Section>
    </>
  );
}

function Holidays({ days, onChange }: { readonly days: readonly string[]; onChange(days: readonly string[]): void }) {
  const [day, setDay] = useState('');
  const add = () => {
    if (!day) return;
    onChange([...new Set([...days, day])].sort());
    setDay('');
  };
  return (
    <div className="grid gap-2 sm:col-span-2">
      <div className="flex flex-wrap items-end gap-2">
        <ShortField label="Holidays" type="date" className="min-w-44 max-sm:flex-1" value={day} onChange={setDay} />
        <Button className="button button-quiet" isDisabled={!day} onPress={add}>
          Add the day
        </Button>
      </div>
      {days.length === 0 ? (
        <p className="text-s text-soft">None. On the days named here nobody works there.</p>
      ) : (
        <ul className="flex flex-wrap gap-2" aria-label="Holidays">
          {days.map((one) => (
            <li
              key={one}
              className="inline-flex items-center gap-1 rounded-full border border-line ps-3 text-s tabular-nums"
            >
              {dateText(one)}
              <Button
                className="grid size-10 cursor-pointer place-items-center rounded-full hover:bg-raised"
                aria-label={`Remove ${dateText(one)}`}
                onPress={() => onChange(days.filter((other) => other !== one))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
