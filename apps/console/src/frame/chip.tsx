import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'border-line text-soft',
  good: 'border-transparent bg-good-wash text-good',
  warn: 'border-transparent bg-warn-wash text-warn',
  bad: 'border-transparent bg-bad-wash text-bad',
};

/** A state in a word or two; the word says it, the color only helps. */
export function Chip({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex min-h-6 items-center whitespace-nowrap rounded-full border px-2.5 text-s font-medium ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
