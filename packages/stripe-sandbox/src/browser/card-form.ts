import { brandIcon, cvcIcon } from './brand-icons.ts';
import {
  checkCvc,
  checkExpiry,
  checkNumber,
  checkPostalCode,
  digitsOf,
  formatExpiry,
  formatNumber,
  needsPostalCode,
  ruleOf,
  type FieldProblem,
} from './card-rules.ts';
import { countries, likelyCountry } from './countries.ts';
import { afterLeaving, el } from './dom.ts';
import type { Strings } from './frame-strings.ts';
import { chevron } from './labeled-field.ts';

export interface CardFormOptions {
  strings: Strings;
  locale: string;
  showsName: boolean;
  showsCountry: boolean;
  showsPostalCode: boolean;
  defaults: { name?: string; country?: string; postalCode?: string };
  isReadOnly: boolean;
  onChange: () => void;
  onFocus: () => void;
  onBlur: () => void;
  onEscape: () => void;
}

export interface CardValue {
  number: string;
  expMonth: number;
  expYear: number;
  cvc: string;
  name: string;
  country: string;
  postalCode: string;
}

interface Field {
  input: HTMLInputElement;
  error: HTMLElement;
  wrapper: HTMLElement;
  check: () => FieldProblem;
}

type FieldName = 'number' | 'expiry' | 'cvc' | 'name' | 'zip';

/** The card fields: format while typing, complain only after leaving a field or on submit, say it to screen readers too. */
export class CardForm {
  readonly fields: Record<FieldName, Field>;
  readonly country: HTMLSelectElement;
  readonly nodes: HTMLElement[];
  readonly #options: CardFormOptions;
  readonly #countryWrapper: HTMLElement;
  readonly #icons = el('span', { class: 'Icons' });

  constructor(options: CardFormOptions) {
    this.#options = options;
    const { strings, defaults } = options;
    const numeric = { inputmode: 'numeric', autocapitalize: 'none', spellcheck: 'false', autocorrect: 'off' };
    this.fields = {
      number: this.#field(
        'number',
        strings.number,
        {
          ...numeric,
          autocomplete: 'cc-number',
          placeholder: '1234 1234 1234 1234',
          class: 'Input ltr withIcon withIcons',
        },
        'wide',
      ),
      expiry: this.#field('expiry', strings.expiry, {
        ...numeric,
        autocomplete: 'cc-exp',
        placeholder: strings.expiryHint,
        class: 'Input ltr',
      }),
      cvc: this.#field('cvc', strings.cvc, {
        ...numeric,
        autocomplete: 'cc-csc',
        placeholder: strings.cvcHint,
        class: 'Input ltr withIcon',
      }),
      name: this.#field('name', strings.name, { autocomplete: 'cc-name', class: 'Input' }, 'wide'),
      zip: this.#field(
        'postalCode',
        strings.zip,
        { autocomplete: 'billing postal-code', placeholder: '12345', class: 'Input ltr' },
        'narrow-wide',
      ),
    };
    this.fields.number.check = () => checkNumber(this.#number);
    this.fields.expiry.check = () => checkExpiry(this.fields.expiry.input.value, new Date());
    this.fields.cvc.check = () => checkCvc(digitsOf(this.fields.cvc.input.value), this.#number);
    this.fields.name.check = () =>
      !options.showsName || this.fields.name.input.value.trim() ? null : 'incomplete_name';
    this.fields.zip.check = () =>
      this.#asksPostalCode ? checkPostalCode(this.country.value, this.fields.zip.input.value) : null;
    this.fields.number.wrapper.querySelector('.Box')?.append(this.#icons);
    this.fields.cvc.wrapper.querySelector('.Box')?.append(el('span', { class: 'Icons' }, cvcIcon()));
    this.country = el('select', { class: 'Input', id: 'country', name: 'country', autocomplete: 'billing country' });
    for (const { code, name } of countries(options.locale)) this.country.append(el('option', { value: code }, name));
    this.country.value = defaults.country ?? likelyCountry();
    this.#countryWrapper = el(
      'div',
      { class: 'Field narrow-wide' },
      el('label', { class: 'Label', for: 'country' }, strings.country),
      el('div', { class: 'Select' }, this.country, chevron()),
    );
    this.fields.name.input.value = defaults.name ?? '';
    this.fields.zip.input.value = defaults.postalCode ?? '';
    this.#listen();
    this.#showBrands();
    this.#showPostalCode();
    this.nodes = [
      this.fields.number.wrapper,
      this.fields.expiry.wrapper,
      this.fields.cvc.wrapper,
      ...(options.showsName ? [this.fields.name.wrapper] : []),
      ...(options.showsCountry ? [this.#countryWrapper] : []),
      this.fields.zip.wrapper,
    ];
  }

  get isEmpty(): boolean {
    return [this.fields.number, this.fields.expiry, this.fields.cvc].every(({ input }) => input.value === '');
  }

  get isComplete(): boolean {
    return Object.values(this.fields).every((field) => field.check() === null);
  }

  get value(): CardValue {
    const expiry = digitsOf(this.fields.expiry.input.value);
    return {
      number: this.#number,
      expMonth: Number(expiry.slice(0, 2)),
      expYear: 2000 + Number(expiry.slice(2, 4)),
      cvc: digitsOf(this.fields.cvc.input.value),
      name: this.fields.name.input.value.trim(),
      country: this.country.value,
      postalCode: this.#asksPostalCode ? this.fields.zip.input.value.trim() : '',
    };
  }

  /** Shows every problem, puts the cursor into the first field that has one (unless told not to), and names it. */
  validate(takesFocus = true): FieldProblem {
    let first: FieldProblem = null;
    for (const field of Object.values(this.fields)) {
      const problem = field.check();
      this.#showProblem(field, problem);
      if (problem && first === null) {
        first = problem;
        if (takesFocus) field.input.focus();
      }
    }
    return first;
  }

  /** Marks a field after the bank (here: the sandbox) has refused what stands in it. */
  refuse(param: string | undefined, message: string): void {
    const byParam: Record<string, Field> = {
      number: this.fields.number,
      exp_month: this.fields.expiry,
      exp_year: this.fields.expiry,
      cvc: this.fields.cvc,
    };
    const field = byParam[param ?? ''];
    if (field) this.#mark(field, message);
  }

  fill(number: string): void {
    this.fields.number.input.value = formatNumber(number);
    this.fields.expiry.input.value = '12 / 34';
    this.fields.cvc.input.value = '1234'.slice(0, ruleOf(number).cvc);
    if (this.#asksPostalCode && !this.fields.zip.input.value)
      this.fields.zip.input.value = { US: '42424', CA: 'K1A 0B1', GB: 'SW1A 1AA' }[this.country.value] ?? '';
    this.#showBrands();
    for (const field of Object.values(this.fields)) this.#showProblem(field, null);
    this.#options.onChange();
  }

  clear(): void {
    for (const { input } of Object.values(this.fields)) input.value = '';
    for (const field of Object.values(this.fields)) this.#showProblem(field, null);
    this.#showBrands();
    this.#options.onChange();
  }

  get #number(): string {
    return digitsOf(this.fields.number.input.value);
  }

  get #asksPostalCode(): boolean {
    return this.#options.showsPostalCode && (!this.#options.showsCountry || needsPostalCode(this.country.value));
  }

  #field(name: string, label: string, attributes: Record<string, string>, size = ''): Field {
    const input = el('input', { id: name, name, type: 'text', 'aria-describedby': `${name}-error`, ...attributes });
    if (this.#options.isReadOnly) input.readOnly = true;
    const error = el('p', { class: 'Error', id: `${name}-error`, role: 'alert' });
    const wrapper = el(
      'div',
      { class: `Field ${size}` },
      el('label', { class: 'Label', for: name }, label),
      el('div', { class: 'Box' }, input),
      error,
    );
    return { input, error, wrapper, check: () => null };
  }

  #listen(): void {
    const { number, expiry, cvc } = this.fields;
    number.input.addEventListener('input', () => {
      rewrite(number.input, formatNumber(this.#number));
      this.#showBrands();
      if (
        this.#number.length >= Math.max(...ruleOf(this.#number).lengths) &&
        checkNumber(this.#number) === null &&
        isAtEnd(number.input)
      )
        expiry.input.focus();
    });
    expiry.input.addEventListener('input', (event) => {
      const isDeleting = (event as InputEvent).inputType?.startsWith('delete');
      expiry.input.value = formatExpiry(expiry.input.value, isDeleting);
      if (digitsOf(expiry.input.value).length === 4 && checkExpiry(expiry.input.value, new Date()) === null)
        cvc.input.focus();
    });
    cvc.input.addEventListener('input', () => {
      cvc.input.value = digitsOf(cvc.input.value).slice(0, ruleOf(this.#number).cvc);
    });
    // An emptied field gives the cursor back to the one before it, so that a mistake can be deleted in one go.
    for (const [field, before] of [
      [expiry, number],
      [cvc, expiry],
    ] as const) {
      field.input.addEventListener('keydown', (event) => {
        if (event.key === 'Backspace' && field.input.value === '') before.input.focus();
      });
    }
    this.country.addEventListener('change', () => {
      this.#showPostalCode();
      this.#options.onChange();
    });
    for (const field of Object.values(this.fields)) {
      field.input.addEventListener('input', () => {
        this.#showProblem(field, null);
        this.#options.onChange();
      });
      afterLeaving(field.input, () => this.#showProblem(field, field.check()));
    }
    for (const control of [...Object.values(this.fields).map(({ input }) => input), this.country]) {
      control.addEventListener('focus', () => this.#options.onFocus());
      control.addEventListener('blur', () => this.#options.onBlur());
      control.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key === 'Escape') this.#options.onEscape();
      });
    }
  }

  #showProblem(field: Field, problem: FieldProblem): void {
    this.#mark(field, problem ? this.#options.strings[problem] : '');
  }

  #mark({ input, error }: Field, message: string): void {
    error.textContent = message;
    input.classList.toggle('Input--invalid', message !== '');
    if (message) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  #showBrands(): void {
    const { brand } = ruleOf(this.#number);
    const shown =
      this.#number === '' ? (['visa', 'mastercard', 'amex', 'discover'] as const).map(brandIcon) : [brandIcon(brand)];
    this.#icons.replaceChildren(...shown);
    this.fields.number.input.classList.toggle('withIcons', this.#number === '');
  }

  #showPostalCode(): void {
    const { wrapper, input } = this.fields.zip;
    wrapper.hidden = !this.#asksPostalCode;
    this.#countryWrapper.classList.toggle('wide', wrapper.hidden);
    const isUs = this.country.value === 'US';
    const label = wrapper.querySelector('label');
    if (label) label.textContent = isUs ? this.#options.strings.zip : this.#options.strings.postalCode;
    input.placeholder = { US: '12345', CA: 'M5T 1T4', GB: 'WS11 1DB' }[this.country.value] ?? '';
    input.inputMode = isUs ? 'numeric' : 'text';
  }
}

/** Sets a reformatted value and leaves the cursor behind the same digit as before. */
function rewrite(input: HTMLInputElement, formatted: string): void {
  const digitsBefore = digitsOf(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
  if (input.value === formatted) return;
  input.value = formatted;
  let at = 0;
  for (let seen = 0; at < formatted.length && seen < digitsBefore; at += 1)
    if (/\d/.test(formatted[at] ?? '')) seen += 1;
  input.setSelectionRange(at, at);
}

function isAtEnd(input: HTMLInputElement): boolean {
  return input.selectionStart === null || input.selectionStart >= input.value.length;
}
