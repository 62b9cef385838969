import { useId, useMemo, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react';
import { useStall } from '../stall/use-stall.ts';
import type { DeliveryDraft, DraftErrors, DraftField } from './delivery-draft.ts';
import { regionsOf } from './regions.ts';
import { countryName } from '../words/place-and-time.ts';

export interface DeliveryFormProps {
  readonly draft: DeliveryDraft;
  readonly errors: DraftErrors;
  readonly countries: readonly string[];
  readonly isLocked: boolean;
  readonly onChange: (field: DraftField, value: string) => void;
}

function Field(props: {
  readonly field: Exclude<DraftField, 'region'>;
  readonly form: DeliveryFormProps;
  readonly autoComplete: HTMLInputAutoCompleteAttribute;
  readonly type?: 'text' | 'email';
  readonly help?: string;
}) {
  const { field, form, autoComplete, type = 'text', help } = props;
  const { words } = useStall().state;
  const id = useId();
  const error = form.errors[field];
  const note = error ? words.t(error) : help;
  return (
    <div className="field" data-field={field}>
      <label htmlFor={id}>{words.t(`checkout.${field}`)}</label>
      <input
        id={id}
        name={field}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize={type === 'email' ? 'none' : undefined}
        spellCheck={false}
        maxLength={field === 'postalCode' ? 20 : field === 'email' ? 254 : 120}
        required={field !== 'line2'}
        readOnly={form.isLocked}
        value={form.draft[field]}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onInput={(event) => form.onChange(field, event.currentTarget.value)}
      />
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
  const id = useId();
  const error = form.errors.country;
  const choices = useMemo(
    () =>
      form.countries
        .map((code) => ({ code, name: countryName(words, code) }))
        .sort((a, b) => a.name.localeCompare(b.name, words.locale)),
    [form.countries, words],
  );
  return (
    <div className="field" data-field="country">
      <label htmlFor={id}>{words.t('checkout.country')}</label>
      <select
        id={id}
        name="country"
        autoComplete="shipping country"
        required
        disabled={form.isLocked}
        value={form.draft.country}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-note` : undefined}
        onChange={(event) => form.onChange('country', event.currentTarget.value)}
      >
        <option value="">{words.t('checkout.countryPick')}</option>
        {choices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {error && (
        <p id={`${id}-note`} className="field-error">
          {words.t(error)}
        </p>
      )}
    </div>
  );
}

function RegionField({ form }: { readonly form: DeliveryFormProps }) {
  const { words } = useStall().state;
  const id = useId();
  const { country, region } = form.draft;
  const regions = regionsOf(country);
  if (!regions) return null;
  const error = form.errors.region;
  return (
    <div className="field" data-field="region">
      <label htmlFor={id}>{words.t(country === 'CA' ? 'checkout.province' : 'checkout.state')}</label>
      <select
        id={id}
        name="region"
        autoComplete="shipping address-level1"
        required
        disabled={form.isLocked}
        value={region}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-note` : undefined}
        onChange={(event) => form.onChange('region', event.currentTarget.value)}
      >
        <option value="">{words.t('checkout.regionPick')}</option>
        {Object.entries(regions).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {error && (
        <p id={`${id}-note`} className="field-error">
          {words.t(error)}
        </p>
      )}
    </div>
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
        <Field form={form} field="email" type="email" autoComplete="email" help={words.t('checkout.emailHelp')} />
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
