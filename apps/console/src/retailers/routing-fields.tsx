import { Section } from '../frame/page.tsx';
import { ShortField } from '../frame/short-field.tsx';
import { TickBox } from '../frame/tick-box.tsx';
import { countryNames, type Problems, type RetailerDraft } from './retailer-draft.ts';

export interface FieldsProps {
  readonly draft: RetailerDraft;
  readonly problems: Problems;
  onChange(more: Partial<RetailerDraft>): void;
}

/** What a retailer is chosen by. What is left empty is not known: it rules nobody out. */
export function RoutingFields({ draft, problems, onChange }: FieldsProps) {
  const field = (name: keyof RetailerDraft) => ({
    value: String(draft[name]),
    problem: problems[name] ?? null,
    onChange: (value: string) => onChange({ [name]: value }),
  });
  return (
    <>
      <Section title="The retailer">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField label="Name" maxLength={120} {...field('name')} />
          <ShortField
            label="Email"
            help="Who is written to about deadlines and endpoints."
            inputMode="email"
            maxLength={254}
            {...field('contactEmail')}
          />
          <div className="sm:col-span-2">
            <TickBox isTicked={draft.isActive} onTick={(isActive) => onChange({ isActive })}>
              It is asked for new orders
            </TickBox>
            {!draft.isActive && (
              <p className="text-s text-warn">
                Switched off, its stock is not for sale. What it has accepted, it still sends.
              </p>
            )}
          </div>
        </div>
      </Section>
      <Section title="Where it sends">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField
            label="Countries it sends to"
            help={countryNames(draft.shipsTo)}
            className="sm:col-span-2"
            maxLength={1_000}
            {...field('shipsTo')}
          />
          <ShortField
            label="Regions it leaves out"
            help="For instance US-HI, US-AK. Empty: none."
            className="sm:col-span-2"
            maxLength={1_000}
            {...field('shipsNotTo')}
          />
          <ShortField
            label="Country it sends from"
            help={countryNames(draft.shipsFrom)}
            maxLength={2}
            {...field('shipsFrom')}
          />
          <ShortField
            label="Region it sends from"
            help="CA of US-CA. Empty: not known."
            maxLength={3}
            {...field('region')}
          />
          <ShortField
            label="Latitude"
            help="In degrees; the distance is measured from here."
            inputMode="decimal"
            maxLength={12}
            {...field('latitude')}
          />
          <ShortField label="Longitude" inputMode="decimal" maxLength={12} {...field('longitude')} />
        </div>
      </Section>
      <Section title="What it is ranked by" lead="How these count is said by the rules of each brand.">
        <div className="card grid gap-4 p-4 sm:grid-cols-2 sm:p-5">
          <ShortField
            label="Priority"
            help="1 is asked before 2."
            inputMode="numeric"
            maxLength={4}
            {...field('priority')}
          />
          <ShortField
            label="Orders in a day"
            help="More are not sent to it. Empty: no limit."
            inputMode="numeric"
            maxLength={7}
            {...field('ordersADay')}
          />
          <ShortField
            label="One parcel costs"
            help="Empty: not known."
            inputMode="decimal"
            maxLength={12}
            {...field('parcelCost')}
          />
          <ShortField
            label="Each piece in it costs"
            help="Empty: not known."
            inputMode="decimal"
            maxLength={12}
            {...field('unitCost')}
          />
          <ShortField label="Currency of these" maxLength={3} {...field('currency')} />
          <ShortField
            label="Days to the door"
            help="As it promises. Empty: not known."
            inputMode="numeric"
            maxLength={2}
            {...field('promiseDays')}
          />
          <ShortField
            label="Age of its stock count, in hours"
            help="On an older count it is not asked. Empty: as the rules say."
            inputMode="decimal"
            maxLength={7}
            {...field('feedAgeHours')}
          />
        </div>
      </Section>
    </>
  );
}
