import type { ApiProblem, StorefrontCalls } from '@sidestall/client';
import type { OrderView } from '@sidestall/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';

const EVERY_MS = 2_000;
/** Nothing is expected soon; still, a parcel may get another number or a refund may come. */
const SETTLED_EVERY_MS = 20_000;

export interface FollowedOrder {
  readonly order: OrderView | null;
  /** What is shown may be old: the shop did not answer the last time. */
  readonly isStale: boolean;
  /** Why there is nothing to show; null while it may still come. */
  readonly problem: ApiProblem | null;
  /** Asks at once, for whoever just changed something. */
  readonly lookAgain: () => void;
}

/** True when an order has come to its end, as far as it moves by itself. */
export function isSettled(order: OrderView): boolean {
  return ['completed', 'canceled', 'expired'].includes(order.state) || order.fulfillment === 'shipped';
}

/** Follows an order while somebody looks at it: a hidden tab asks nothing, and looks at once when it is shown again. */
export function useOrder(
  calls: Pick<StorefrontCalls, 'order'>,
  id: string,
  token: string,
  first: OrderView | null = null,
): FollowedOrder {
  const [followed, setFollowed] = useState<Omit<FollowedOrder, 'lookAgain'>>({
    order: first,
    isStale: false,
    problem: null,
  });

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
      const answer = await calls.order(id, token);
      isAsking = false;
      if (!isWatched) return;
      if (answer.ok) {
        const order = answer.value;
        // An older answer may overtake a newer one; an order never goes back.
        setFollowed((now) => ({
          order: now.order && now.order.id === order.id && now.order.version > order.version ? now.order : order,
          isStale: false,
          problem: null,
        }));
        timer = setTimeout(() => void ask(), isSettled(order) ? SETTLED_EVERY_MS : EVERY_MS);
        return;
      }
      const { problem } = answer;
      const isFinal = [400, 401, 403, 404].includes(problem.status);
      setFollowed((now) => ({ order: now.order, isStale: now.order !== null, problem: now.order ? null : problem }));
      if (!isFinal) timer = setTimeout(() => void ask(), EVERY_MS * 2);
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
  }, [calls, id, token]);

  return { ...followed, lookAgain };
}
