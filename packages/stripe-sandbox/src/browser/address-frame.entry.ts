import { AddressForm, type AddressOptions, type AddressValue } from './address-form.ts';
import { addressWordsFor } from './address-words.ts';
import { runFieldsFrame } from './fields-frame.ts';

runFieldsFrame(({ element, locale }, onChange, before) => {
  const typed = before && before['empty'] !== true ? (before['value'] as AddressValue) : undefined;
  return new AddressForm(element as AddressOptions, addressWordsFor(locale), locale, onChange, typed);
});
