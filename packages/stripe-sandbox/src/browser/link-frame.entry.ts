import { checkEmail } from './address-rules.ts';
import { addressWordsFor } from './address-words.ts';
import { afterLeaving, el } from './dom.ts';
import { runFieldsFrame } from './fields-frame.ts';
import { LabeledField } from './labeled-field.ts';

runFieldsFrame(({ element, locale }, onChange, before) => {
  const words = addressWordsFor(locale);
  const field = new LabeledField('email', {
    label: words.email,
    size: 'wide',
    attributes: {
      type: 'email',
      inputmode: 'email',
      autocomplete: 'email',
      autocapitalize: 'none',
      spellcheck: 'false',
    },
  });
  const given = (before?.['value'] as { email?: string } | undefined)?.email;
  field.value = given || ((element['defaultValues'] as { email?: string } | undefined)?.email ?? '');
  const show = (): boolean => {
    const problem = checkEmail(field.value);
    field.complain(problem ? words[problem] : '');
    return problem !== null;
  };
  field.control.addEventListener('input', () => {
    field.complain('');
    onChange();
  });
  afterLeaving(field.control, show);
  return {
    page: el('form', { novalidate: '' }, field.wrapper),
    focus: () => field.control.focus(),
    clear: () => {
      field.value = '';
      field.complain('');
      onChange();
    },
    validate: (takesFocus) => {
      const problem = checkEmail(field.value);
      if (!show() || !problem) return null;
      if (takesFocus) field.control.focus();
      return { code: problem === 'incomplete' ? 'incomplete_email' : problem, message: words[problem] };
    },
    detail: () => ({
      empty: field.value === '',
      complete: checkEmail(field.value) === null,
      value: { email: field.value },
    }),
  };
});
