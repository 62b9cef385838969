import { checkPhone, checkPostal, checkStreet, checkText, layoutOf, type AddressProblem } from './address-rules.ts';
import type { AddressWords } from './address-words.ts';
import { countries, likelyCountry } from './countries.ts';
import { afterLeaving, el } from './dom.ts';
import type { FieldsForm, Problem } from './fields-frame.ts';
import { LabeledField } from './labeled-field.ts';

export interface AddressOptions {
  mode?: 'shipping' | 'billing';
  allowedCountries?: string[] | null;
  blockPoBox?: boolean;
  autocomplete?: { mode: string };
  defaultValues?: AddressValue;
  fields?: { phone?: 'always' | 'never' | 'auto'; name?: 'never' | 'auto' };
  validation?: { phone?: { required?: 'always' | 'never' | 'auto' } };
  display?: { name?: 'full' | 'split' | 'organization' };
}

export interface AddressValue {
  name?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  phone?: string | null;
  address?: Partial<Record<'line1' | 'line2' | 'city' | 'state' | 'postal_code' | 'country', string | null>>;
}

type FieldName =
  'name' | 'firstName' | 'lastName' | 'country' | 'line1' | 'line2' | 'city' | 'state' | 'postal_code' | 'phone';

/** The Address Element's form: the fields a country's addresses have, under the names that country gives them. */
export class AddressForm implements FieldsForm {
  readonly page: HTMLElement;
  readonly #options: AddressOptions;
  readonly #words: AddressWords;
  readonly #onChange: () => void;
  readonly #locale: string;
  #fields = new Map<FieldName, LabeledField>();

  constructor(
    options: AddressOptions,
    words: AddressWords,
    locale: string,
    onChange: () => void,
    before?: AddressValue,
  ) {
    this.#options = options;
    this.#words = words;
    this.#locale = locale;
    this.#onChange = onChange;
    const mode = options.mode === 'billing' ? 'billing' : 'shipping';
    const label = mode === 'billing' ? words.billingAddress : words.shippingAddress;
    this.page = el('form', { novalidate: '', autocomplete: 'on', 'aria-label': label });
    this.#fill(before ?? options.defaultValues ?? {});
  }

  focus(): void {
    this.#fields.values().next().value?.control.focus();
  }

  clear(): void {
    for (const [name, field] of this.#fields) {
      if (name !== 'country') field.value = '';
      field.complain('');
    }
    this.#onChange();
  }

  validate(takesFocus: boolean): Problem | null {
    let first: Problem | null = null;
    for (const [name, field] of this.#fields) {
      const problem = this.#check(name);
      field.complain(problem ? this.#words[problem] : '');
      if (!problem || first) continue;
      first = { code: problem === 'incomplete' ? `incomplete_${name}` : problem, message: this.#words[problem] };
      if (takesFocus) field.control.focus();
    }
    return first;
  }

  detail(): Record<string, unknown> {
    const value = this.#value();
    const typed = [...this.#fields].filter(([name]) => name !== 'country');
    return {
      elementMode: this.#options.mode ?? 'shipping',
      empty: typed.every(([, field]) => field.value === ''),
      complete: [...this.#fields.keys()].every((name) => this.#check(name) === null),
      isNewAddress: true,
      value,
    };
  }

  #text(name: FieldName): string {
    return this.#fields.get(name)?.value ?? '';
  }

  #value(): AddressValue {
    const isSplit = this.#options.display?.name === 'split';
    const [firstName, lastName] = [this.#text('firstName'), this.#text('lastName')];
    return {
      name: isSplit ? `${firstName} ${lastName}`.trim() : this.#text('name'),
      ...(isSplit ? { firstName, lastName } : {}),
      address: {
        line1: this.#text('line1'),
        line2: this.#text('line2') || null,
        city: this.#text('city'),
        state: this.#text('state'),
        postal_code: this.#text('postal_code'),
        country: this.#text('country'),
      },
      ...(this.#fields.has('phone') ? { phone: this.#text('phone') } : {}),
    };
  }

  #check(name: FieldName): AddressProblem | null {
    const text = this.#text(name);
    const country = this.#text('country');
    switch (name) {
      case 'line1':
        return checkStreet(text, this.#options.blockPoBox === true);
      case 'line2':
        return null;
      case 'state':
        return checkText(text, layoutOf(country).region?.isRequired ?? false);
      case 'postal_code':
        return checkPostal(country, text);
      case 'phone':
        return checkPhone(text, this.#needsPhone);
      default:
        return checkText(text, true);
    }
  }

  get #needsPhone(): boolean {
    return this.#options.validation?.phone?.required !== 'never';
  }

  /** Lays the fields out for the chosen country; what has been typed stays. */
  #fill(value: AddressValue): void {
    const { allowedCountries } = this.#options;
    const known = countries(this.#locale).filter(
      ({ code }) => !allowedCountries?.length || allowedCountries.includes(code),
    );
    const wished = value.address?.country ?? likelyCountry();
    const country = known.some(({ code }) => code === wished) ? wished : (known[0]?.code ?? 'US');
    this.#fields = new Map();
    this.#addNames();
    const choices = known.map(({ code, name }) => ({ value: code, text: name }));
    this.#add('country', this.#words.country, { autocomplete: 'country' }, 'wide', choices);
    this.#addStreet(country);
    if (this.#options.fields?.phone === 'always')
      this.#add('phone', this.#words.phone, { type: 'tel', inputmode: 'tel', autocomplete: 'tel' }, 'wide');
    this.page.replaceChildren(...[...this.#fields.values()].map(({ wrapper }) => wrapper));
    const given: Record<string, string | null | undefined> = {
      ...value.address,
      ...namesOf(value),
      phone: value.phone,
      country,
    };
    for (const [name, field] of this.#fields) field.value = given[name] ?? '';
  }

  #addNames(): void {
    const { display, fields } = this.#options;
    if (fields?.name === 'never') return;
    const words = this.#words;
    if (display?.name === 'split') {
      this.#add('firstName', words.firstName, { autocomplete: 'given-name' }, 'narrow-wide');
      this.#add('lastName', words.lastName, { autocomplete: 'family-name' }, 'narrow-wide');
    } else {
      this.#add('name', display?.name === 'organization' ? words.organization : words.fullName, {
        autocomplete: 'name',
      });
    }
  }

  #addStreet(country: string): void {
    const words = this.#words;
    const { region, postal } = layoutOf(country);
    this.#add('line1', words.line1, { autocomplete: 'address-line1' });
    this.#add('line2', `${words.line2} (${words.optional})`, { autocomplete: 'address-line2' });
    this.#add('city', words.city, { autocomplete: 'address-level2' }, region && postal ? 'wide' : 'narrow-wide');
    if (region) {
      const choices = region.names && [
        { value: '', text: words.choose },
        ...region.names.map(([value, text]) => ({ value, text })),
      ];
      this.#add('state', words[region.word], { autocomplete: 'address-level1' }, 'narrow-wide', choices);
    }
    if (postal) {
      const isNumeric = country === 'US' || (postal.pattern?.source.startsWith('^\\d{') ?? false);
      this.#add(
        'postal_code',
        words[postal.word],
        { autocomplete: 'postal-code', class: 'Input ltr', ...(isNumeric ? { inputmode: 'numeric' } : {}) },
        'narrow-wide',
      );
    }
  }

  #add(
    name: FieldName,
    label: string,
    attributes: Record<string, string>,
    size = 'wide',
    choices?: { value: string; text: string }[],
  ): void {
    const section = this.#options.mode === 'billing' ? 'billing' : 'shipping';
    const autocomplete =
      this.#options.autocomplete?.mode === 'disabled' ? 'off' : `${section} ${attributes['autocomplete'] ?? ''}`;
    const field = new LabeledField(name, { label, size, attributes: { ...attributes, autocomplete }, choices });
    field.control.addEventListener(choices ? 'change' : 'input', () => {
      field.complain('');
      if (name === 'country') this.#changeCountry();
      this.#onChange();
    });
    afterLeaving(field.control, () => {
      const problem = this.#check(name);
      field.complain(problem ? this.#words[problem] : '');
    });
    this.#fields.set(name, field);
  }

  #changeCountry(): void {
    const value = this.#value();
    // A state or postal code of another country would only be in the way.
    this.#fill({ ...value, address: { ...value.address, state: '', postal_code: '' } });
    this.#fields.get('country')?.control.focus();
  }
}

function namesOf({ name, firstName, lastName }: AddressValue): Pick<AddressValue, 'name' | 'firstName' | 'lastName'> {
  const [first = '', ...rest] = (name ?? '').split(' ');
  return {
    name: name ?? `${firstName ?? ''} ${lastName ?? ''}`.trim(),
    firstName: firstName ?? first,
    lastName: lastName ?? rest.join(' '),
  };
}
