import type { LiveState } from '@sidestall/client';

const WORDS: Readonly<Record<LiveState, string>> = {
  connecting: 'Connecting',
  open: 'In step with viewers',
  offline: 'Connection lost, coming back',
};
const DOTS: Readonly<Record<LiveState, string>> = {
  connecting: 'bg-warn',
  open: 'bg-good',
  offline: 'bg-bad',
};

/** Whether this desk hears what viewers hear. */
export function WireMark({ wire }: { readonly wire: LiveState }) {
  return (
    <span
      role="status"
      className={`inline-flex items-center gap-2 text-s ${wire === 'offline' ? 'text-bad' : 'text-soft'}`}
    >
      <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[wire]}`} />
      {WORDS[wire]}
    </span>
  );
}
