import { useEffect, useState } from 'react';
import type { Words } from '../words/words.ts';
import { markWords, spokenMark, timeLeft, untilNextTick } from './countdown.ts';
import type { ServerClock } from './server-clock.ts';

export interface CountdownTextProps {
  /** Milliseconds since the epoch, by the server. */
  readonly until: number;
  readonly clock: Pick<ServerClock, 'now'>;
  readonly words: Words;
  /** What is said around the time, e.g. `Ends in {time}`. */
  readonly say: (time: string) => string;
}

/** Time left until a moment of the server. It moves each second only in the last hour, and speaks up three times. */
export function CountdownText({ until, clock, words, say }: CountdownTextProps) {
  const [left, setLeft] = useState(() => until - clock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      const now = until - clock.now();
      setLeft(now);
      // The first second of a tab that sleeps may be long; what is shown is always reckoned anew.
      if (now > 0) timer = setTimeout(tick, untilNextTick(now) + 10);
    };
    tick();
    return () => clearTimeout(timer);
  }, [until, clock]);
  const mark = spokenMark(left);
  return (
    <>
      <span role="timer" aria-live="off" className="countdown">
        {say(timeLeft(words, left))}
      </span>
      <span className="st-hidden" aria-live="polite">
        {mark !== null && say(markWords(words, mark))}
      </span>
    </>
  );
}
