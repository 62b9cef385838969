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

/** Why a payment waits, in words. */
export const HELD_WORDS: Readonly<Record<string, string>> = {
  risk_elevated: 'Stripe finds it riskier than usual',
  risk_highest: 'Stripe finds it very risky',
  review: 'Stripe has it under review',
};
