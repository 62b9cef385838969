import type { Me } from '@sidestall/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

export const ME = ['me'] as const;

/** Who is signed in. */
export function useMe(): UseQueryResult<Me> {
  const { calls } = useSite();
  return useQuery({ queryKey: ME, queryFn: () => valueOf(calls.me()), staleTime: 60_000 });
}

/** Ends the session and forgets everything that was loaded in it. */
export function useSignOut(): () => Promise<void> {
  const { calls } = useSite();
  return useCallback(async () => {
    await calls.signOut();
    location.assign('/');
  }, [calls]);
}
