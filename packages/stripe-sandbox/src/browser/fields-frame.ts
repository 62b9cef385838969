import { connectToPage, type FrameOptions, type FromFrame, type ToFrame } from './channel.ts';
import { adoptStyles } from './dom.ts';
import { applyAppearance } from './frame-appearance.ts';
import { applyLanguage } from './frame-strings.ts';
import { PAYMENT_STYLES } from './payment-styles.ts';

export interface Problem {
  code: string;
  message: string;
}

/** A form of a frame: what the page may ask of it and what it is told of. */
export interface FieldsForm {
  readonly page: HTMLElement;
  focus(): void;
  clear(): void;
  /** Shows every problem; the first takes the cursor, unless another frame has it already. */
  validate(takesFocus: boolean): Problem | null;
  /** What a `change` event tells and `getValue` answers. */
  detail(): Record<string, unknown>;
}

/** Runs a frame whose fields hold nothing secret: the page learns their value by `change` events and by asking. */
export function runFieldsFrame(
  make: (options: FrameOptions, onChange: () => void, before: Record<string, unknown> | undefined) => FieldsForm,
): void {
  adoptStyles(PAYMENT_STYLES);
  connectToPage((port, first) => {
    let options = first;
    let form: FieldsForm | undefined;
    let isFocused = false;
    const tell = (message: FromFrame): void => port.postMessage(message);
    const event = (name: string, detail: Record<string, unknown> = {}): void => tell({ type: 'event', name, detail });

    const watch = (page: HTMLElement): void => {
      page.addEventListener('focusin', () => {
        if (!isFocused) event('focus');
        isFocused = true;
      });
      page.addEventListener('focusout', () => {
        // From field to field the element keeps its focus; only when the cursor leaves them all is it told.
        setTimeout(() => {
          if (document.hasFocus() && document.activeElement !== document.body) return;
          if (isFocused) event('blur');
          isFocused = false;
        });
      });
      page.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') event('escape');
      });
    };

    const build = (): void => {
      applyLanguage(options.locale);
      applyAppearance(options.appearance);
      form = make(options, () => event('change', form?.detail()), form?.detail());
      watch(form.page);
      form.page.addEventListener('submit', (submitted) => submitted.preventDefault());
      document.body.replaceChildren(form.page);
    };

    port.onmessage = (message: MessageEvent<ToFrame>) => {
      const { data } = message;
      if (data.type === 'options') {
        const isSame =
          data.options.locale === options.locale &&
          JSON.stringify(data.options.element) === JSON.stringify(options.element);
        options = data.options;
        if (isSame) applyAppearance(options.appearance);
        else build();
      } else if (data.type === 'focus') form?.focus();
      else if (data.type === 'blur') (document.activeElement as HTMLElement | null)?.blur();
      else if (data.type === 'clear') form?.clear();
      else {
        const problem = data.method === 'submit' ? form?.validate(data.params['keepsFocus'] !== true) : null;
        const result = problem ? { error: { type: 'validation_error', ...problem } } : (form?.detail() ?? {});
        tell({ type: 'answer', id: data.id, result });
      }
    };

    build();
    const height = (): number => Math.ceil(document.body.getBoundingClientRect().height);
    new ResizeObserver(() => tell({ type: 'height', value: height() })).observe(document.body);
    tell({ type: 'height', value: height() });
    event('ready');
    if (form?.detail()['empty'] === false) event('change', form.detail());
  });
}
