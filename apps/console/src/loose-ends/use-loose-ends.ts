import { useQuery } from '@tanstack/react-query';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

export const LOOSE_ENDS = ['loose-ends'] as const;

/** How many loose ends there are; null for whoever does not run the house, and before it is known. */
export function useLooseEndCount(isOperator: boolean): number | null {
  const { calls } = useSite();
  const found = useQuery({
    queryKey: [...LOOSE_ENDS, 'count'],
    queryFn: async () => (await valueOf(calls.looseEnds({ limit: 1 }))).count,
    enabled: isOperator,
    refetchInterval: 60_000,
  });
  return found.data ?? null;
}
