import { useEffect, useState } from 'react';

/** Loads a part of the app that is not needed at once; `failed` where the network would not give it. */
export function usePart<P>(
  isWanted: boolean,
  load: () => Promise<P>,
): { readonly Part: P | null; readonly hasFailed: boolean; readonly retry: () => void } {
  const [part, setPart] = useState<{ readonly Part: P } | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!isWanted || part) return;
    let isMounted = true;
    setFailed(false);
    load().then(
      (Part) => isMounted && setPart({ Part }),
      () => isMounted && setFailed(true),
    );
    return () => {
      isMounted = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- a part is loaded once, whatever function loads it
  }, [isWanted, attempt]);
  return { Part: part?.Part ?? null, hasFailed, retry: () => setAttempt(attempt + 1) };
}
