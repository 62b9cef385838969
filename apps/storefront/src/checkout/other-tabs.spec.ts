import type { PlacedOrder } from '@sidestall/contracts';
import { joinOtherTabs, type TabTools } from './other-tabs.ts';

/** Tabs of one browser: channels that hear all others, and one lock that passes from hand to hand. */
function browser() {
  const channels: ((data: unknown) => void)[][] = [];
  let isHeld = false;
  const queue: (() => void)[] = [];
  const release = () => {
    isHeld = false;
    queue.shift()?.();
  };
  const hold = async (work: (lock: object | null) => Promise<unknown>) => {
    isHeld = true;
    try {
      return await work({});
    } finally {
      release();
    }
  };
  const locks = {
    request: async (_name: string, first: unknown, second?: (lock: object | null) => Promise<unknown>) => {
      if (second) return isHeld ? second(null) : hold(second);
      if (isHeld) await new Promise<void>((resolve) => queue.push(resolve));
      return hold(first as (lock: object | null) => Promise<unknown>);
    },
  } as unknown as TabTools['locks'];
  return (): TabTools => {
    const own: ((data: unknown) => void)[] = [];
    channels.push(own);
    const channel = {
      postMessage: (data: unknown) => {
        if (!channels.includes(own)) throw new Error('The channel is closed');
        channels.filter((each) => each !== own).forEach((each) => each.forEach((listener) => listener({ data })));
      },
      addEventListener: (_type: string, listener: (data: unknown) => void) => own.push(listener),
      close: () => channels.splice(channels.indexOf(own), 1),
    } as unknown as TabTools['channel'];
    return { channel, locks };
  };
}

const placed = { order: { number: 'ST-1' } } as unknown as PlacedOrder;

describe('two tabs that pay at once', () => {
  it('place one order, and the second sees the first one’s', async () => {
    const open = browser();
    const seen: PlacedOrder[] = [];
    const orders: string[] = [];
    let finish!: (order: PlacedOrder) => void;
    const first = joinOtherTabs(() => undefined, open());
    const second = joinOtherTabs((order) => seen.push(order), open());
    const waits: string[] = [];
    const paying = first.payAlone(
      () => {
        orders.push('first');
        // The sheet of the checkout makes room for the order's before anybody is told.
        first.close();
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
      () => waits.push('first'),
    );
    const waiting = second.payAlone(
      async () => {
        orders.push('second');
        return placed;
      },
      () => {
        waits.push('second');
        finish(placed);
      },
    );
    await Promise.all([paying, waiting]);
    expect({ orders, waits, seen }).toEqual({ orders: ['first'], waits: ['second'], seen: [placed] });
  });

  it('let the second pay when the first was declined', async () => {
    const open = browser();
    const orders: string[] = [];
    let decline!: () => void;
    const first = joinOtherTabs(() => undefined, open());
    const second = joinOtherTabs(() => undefined, open());
    const declined = first.payAlone(
      () =>
        new Promise((resolve) => {
          decline = () => resolve(null);
        }),
      () => undefined,
    );
    await Promise.all([
      declined,
      second.payAlone(
        async () => {
          orders.push('second');
          return placed;
        },
        () => decline(),
      ),
    ]);
    expect(orders).toEqual(['second']);
  });

  it('is on its own where the browser knows no locks', async () => {
    const orders: string[] = [];
    await joinOtherTabs(() => undefined, null).payAlone(
      async () => {
        orders.push('only');
        return placed;
      },
      () => undefined,
    );
    expect(orders).toEqual(['only']);
  });
});
