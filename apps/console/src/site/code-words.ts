/** A code of Stripe's or ours as words, e.g. `payment_refund` is `Payment refund`; what is a sentence already stays one. */
export function codeWords(code: string): string {
  const text = /\s/.test(code) ? code : code.replaceAll(/[_.-]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same as a sentence. */
export const codeSentence = (code: string): string => codeWords(code).replace(/([^.!?])$/, '$1.');
