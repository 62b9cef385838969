import type { PlacedOrder } from '@sidestall/contracts';

/** What tabs of one shop on one origin know of each other while somebody pays. */
export interface OtherTabs {
  /**
   * Runs the work once no other tab pays, and tells the others how it ended. What another tab ordered meanwhile is not
   * ordered again. `onWait` hears that there is another tab at it.
   */
  payAlone(work: () => Promise<PlacedOrder | null>, onWait: () => void): Promise<void>;
  close(): void;
}

const NAME = 'sidestall.pay';
/** The word of a tab that ended comes right behind its lock; one that was closed says nothing. */
const LAST_WORD_MS = 1_000;

/** The parts of the browser that are used; where they are missing every tab is on its own. */
export interface TabTools {
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'close' | 'addEventListener'>;
  readonly locks: Pick<LockManager, 'request'>;
}

function browserTools(): TabTools | null {
  // Plain http has no locks.
  const locks = navigator.locks as LockManager | undefined;
  return locks && typeof BroadcastChannel === 'function' ? { channel: new BroadcastChannel(NAME), locks } : null;
}

/** Joins the tabs; `onOrdered` hears of the order another one placed. */
export function joinOtherTabs(
  onOrdered: (placed: PlacedOrder) => void,
  tools: TabTools | null = browserTools(),
): OtherTabs {
  let isPaying = false;
  let isLeft = false;
  let hear: ((isOrdered: boolean) => void) | null = null;
  tools?.channel.addEventListener('message', (event: MessageEvent<PlacedOrder | null>) => {
    hear?.(event.data !== null);
    if (event.data) onOrdered(event.data);
  });

  return {
    async payAlone(work, onWait) {
      if (!tools) {
        await work();
        return;
      }
      const { channel, locks } = tools;
      const pay = async () => {
        isPaying = true;
        const placed = await work();
        isPaying = false;
        channel.postMessage(placed);
        if (isLeft) channel.close();
      };
      const isDone = await locks.request(NAME, { ifAvailable: true }, async (lock) => {
        if (lock) await pay();
        return lock !== null;
      });
      if (isDone) return;
      onWait();
      const word = new Promise<boolean>((resolve) => {
        hear = resolve;
      });
      await locks.request(NAME, async () => {
        const silence = new Promise<boolean>((resolve) => {
          setTimeout(() => resolve(false), LAST_WORD_MS);
        });
        const isOrdered = await Promise.race([word, silence]);
        hear = null;
        if (!isOrdered) await pay();
      });
    },
    close() {
      isLeft = true;
      // Whoever pays leaves once the others know how it ended.
      if (!isPaying) tools?.channel.close();
    },
  };
}
