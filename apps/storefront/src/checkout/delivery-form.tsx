import { useId, useMemo, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import { asksRegion, type DeliveryDraft, type DraftErrors, type DraftField } from './delivery-draft.ts';
import { countryName } from '../words/place-and-time.ts';

export interface DeliveryFormProps {
  readonly draft: DeliveryDraft;
  readonly errors: DraftErrors;
  readonly countries: readonly string[];
  readonly isLocked: boolean;
  readonly onChange: (field: DraftField, value: string) => void;
}

interface FieldProps {
  readonly field: DraftField;
  readonly form: DeliveryFormProps;
  readonly autoComplete: HTMLInputAutoCompleteAttribute;
  readonly label?: string;
  readonly help?: string;
  /** What can be chosen, instead of typing: codes and their names, and what stands there before. */
  readonly choices?: readonly (readonly [code: string, name: string])[];
  readonly pick?: string;
}

function Field({ field, form, autoComplete, label, help, choices, pick }: FieldProps) {
  const { words } = useStall().state;
  const id = useId();
  const error = form.errors[field];
  const note = error ? words.t(error) : help;
  const isEmail = field === 'email';
  const both = {
    id,
    name: field,
    autoComplete,
    required: field !== 'line2',
    value: form.draft[field],
    'aria-invalid': error ? true : undefined,
    'aria-describedby': note ? `${id}-note` : undefined,
  };
  return (
    <div className="field" data-field={field}>
      <label htmlFor={id}>{label ?? words.t(`checkout.${field as Exclude<DraftField, 'region'>}`)}</label>
      {choices ? (
        <select
          {...both}
          disabled={form.isLocked}
          onChange={(event) => form.onChange(field, event.currentTarget.value)}
        >
          <option value="">{pick}</option>
          {choices.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...both}
          type={isEmail ? 'email' : 'text'}
          autoCapitalize={isEmail ? 'none' : undefined}
          spellCheck={false}
          maxLength={field === 'postalCode' ? 20 : isEmail ? 254 : 120}
          readOnly={form.isLocked}
          onInput={(event) => form.onChange(field, event.currentTarget.value)}
        />
      )}
      {note && (
        <p id={`${id}-note`} className={error ? 'field-error' : 'soft'}>
          {note}
        </p>
      )}
    </div>
  );
}

function CountryField({ form }: { readonly form: DeliveryFormProps }) {
  const { words } = useStall().state;
  const choices = useMemo(
    () =>
      form.countries
        .map((code) => [code, countryName(words, code)] as const)
        .sort(([, a], [, b]) => a.localeCompare(b, words.locale)),
    [form.countries, words],
  );
  return (
    <Field
      form={form}
      field="country"
      autoComplete="shipping country"
      choices={choices}
      pick={words.t('checkout.countryPick')}
    />
  );
}

function RegionField({ form }: { readonly form: DeliveryFormProps }) {
  const { words } = useStall().state;
  const { country } = form.draft;
  const isAsked = asksRegion(country);
  const { Part: regionsOf } = usePart(isAsked, async () => (await import('./regions.ts')).regionsOf);
  if (!isAsked) return null;
  return (
    <Field
      form={form}
      field="region"
      autoComplete="shipping address-level1"
      label={words.t(country === 'CA' ? 'checkout.province' : 'checkout.state')}
      choices={Object.entries(regionsOf?.(country) ?? {})}
      pick={words.t('checkout.regionPick')}
    />
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="checkout-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

/** Who gets the receipt, and where the parcel goes. */
export function DeliveryForm(form: DeliveryFormProps) {
  const { words } = useStall().state;
  return (
    <>
      <Part title={words.t('checkout.contact')}>
        <Field form={form} field="email" autoComplete="email" help={words.t('checkout.emailHelp')} />
      </Part>
      <Part title={words.t('checkout.deliverTo')}>
        <CountryField form={form} />
        <RegionField form={form} />
        <Field form={form} field="name" autoComplete="shipping name" />
        <Field form={form} field="line1" autoComplete="shipping address-line1" />
        <Field form={form} field="line2" autoComplete="shipping address-line2" />
        <div className="field-pair">
          <Field form={form} field="postalCode" autoComplete="shipping postal-code" />
          <Field form={form} field="city" autoComplete="shipping address-level2" />
        </div>
      </Part>
    </>
  );
}
