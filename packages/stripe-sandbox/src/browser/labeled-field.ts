import { el, svg } from './dom.ts';

interface FieldOptions {
  label: string;
  size?: string;
  attributes?: Record<string, string>;
  /** The choices of a field that is chosen from; without them it is typed into. */
  choices?: { value: string; text: string }[];
}

/** A field with its label and, tied to it for whoever listens instead of looking, the place where its complaint is told. */
export class LabeledField {
  readonly control: HTMLInputElement | HTMLSelectElement;
  readonly wrapper: HTMLElement;
  readonly #error: HTMLElement;

  constructor(name: string, { label, size = '', attributes = {}, choices }: FieldOptions) {
    const named = { id: name, name, class: 'Input', 'aria-describedby': `${name}-error`, ...attributes };
    this.control = choices ? el('select', named) : el('input', { type: 'text', ...named });
    for (const { value, text } of choices ?? []) this.control.append(el('option', { value }, text));
    this.#error = el('p', { class: 'Error', id: `${name}-error`, role: 'alert' });
    this.wrapper = el(
      'div',
      { class: `Field ${size}` },
      el('label', { class: 'Label', for: name }, label),
      choices ? el('div', { class: 'Select' }, this.control, chevron()) : el('div', { class: 'Box' }, this.control),
      this.#error,
    );
  }

  get value(): string {
    return this.control.value.trim();
  }

  set value(text: string) {
    this.control.value = text;
  }

  /** An empty message takes the complaint away. */
  complain(message: string): void {
    this.#error.textContent = message;
    this.control.classList.toggle('Input--invalid', message !== '');
    if (message) this.control.setAttribute('aria-invalid', 'true');
    else this.control.removeAttribute('aria-invalid');
  }
}

/** The mark of a field that opens a list. */
export function chevron(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    svg('path', {
      d: 'M2 4l4 4 4-4',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '1.6',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}
