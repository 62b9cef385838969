import type { ReactNode } from 'react';
import type { Tone } from './chip.tsx';

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'bg-raised',
  good: 'bg-good-wash [&>strong]:text-good',
  warn: 'bg-warn-wash [&>strong]:text-warn',
  bad: 'bg-bad-wash [&>strong]:text-bad',
};

export interface NoteProps {
  readonly title: string;
  readonly tone?: Tone;
  /** `alert` is read out at once; nothing is for what was there when the page came. */
  readonly role?: 'alert' | 'status';
  readonly children?: ReactNode;
}

/** A calm band that says what to know before going on. */
export function Note({ title, tone = 'plain', role, children }: NoteProps) {
  return (
    <div role={role} className={`grid gap-1 rounded-card px-4 py-3 ${TONES[tone]}`}>
      <strong className="font-semibold">{title}</strong>
      {children && <div className="max-w-prose">{children}</div>}
    </div>
  );
}
