import type { ApiProblem, WaitlistCalls } from '@sidestall/client';
import type { WaitlistEntry } from '@sidestall/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ServerClock } from '../drops/server-clock.ts';
import { lookAgainMs } from './look-again.ts';

/** The shop did not answer. */
const AGAIN_MS = 4_000;

export interface FollowedEntry {
  readonly entry: WaitlistEntry | null;
  readonly problem: ApiProblem | null;
  readonly lookAgain: () => void;
}

/** Follows a place on the waitlist while somebody looks at it. */
export function useEntry(
  calls: Pick<WaitlistCalls, 'waitlistEntry'>,
  clock: ServerClock,
  id: string,
  token: string,
): FollowedEntry {
  const [followed, setFollowed] = useState<Omit<FollowedEntry, 'lookAgain'>>({ entry: null, problem: null });
  const look = useRef<() => void>(() => undefined);
  const lookAgain = useCallback(() => look.current(), []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWatched = true;
    let isAsking = false;
    const ask = async () => {
      clearTimeout(timer);
      if (isAsking || document.hidden || !isWatched) return;
      isAsking = true;
      const answer = await clock.timed(() => calls.waitlistEntry(id, token));
      isAsking = false;
      if (!isWatched) return;
      const isFinal = !answer.ok && [400, 401, 403, 404].includes(answer.problem.status);
      setFollowed((now) =>
        answer.ok ? { entry: answer.value, problem: null } : { entry: now.entry, problem: answer.problem },
      );
      if (!isFinal) timer = setTimeout(() => void ask(), answer.ok ? lookAgainMs(answer.value) : AGAIN_MS);
    };
    const onShown = () => void ask();
    look.current = onShown;
    document.addEventListener('visibilitychange', onShown);
    void ask();
    return () => {
      isWatched = false;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [calls, clock, id, token]);

  return { ...followed, lookAgain };
}
