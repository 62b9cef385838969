import type { Reconciliation } from '@sidestall/contracts';
import type { Tone } from '../frame/chip.tsx';

interface Said {
  readonly text: string;
  readonly tone: Tone;
}

export const RECONCILIATION_WORDS: Readonly<Record<Reconciliation['state'], Said>> = {
  running: { text: 'Comparing', tone: 'plain' },
  clean: { text: 'Every cent explained', tone: 'good' },
  differs: { text: 'Something is unexplained', tone: 'bad' },
  failed: { text: 'Could not finish', tone: 'warn' },
};

/** A code as words, e.g. `payment_refund` is `Payment refund`. */
export function codeWords(code: string): string {
  const text = code.replaceAll(/[_.-]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
