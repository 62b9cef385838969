import { FULFILLMENT_ORDER_STATES, type FulfillmentOrderEntryWire } from '@sidestall/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Choice } from '../frame/choice.tsx';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { momentText, relativeText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { useNow } from '../site/use-now.ts';
import { nextDue, pieces, stateWords } from './fulfillment-words.ts';

type State = FulfillmentOrderEntryWire['state'];

const ALL = 'all';
const STATES = [
  { id: ALL, name: 'All' },
  ...FULFILLMENT_ORDER_STATES.map((state) => ({ id: state, name: stateWords(state).text })),
];

/** Every part of every order, for who runs the house. */
export function ShippingPage() {
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed.trim());
  const [state, setState] = useState<string>(ALL);
  return (
    <Page
      title="Shipping"
      lead="What retailers were asked to send, over all brands. Open one to hold it, take it back, or send it elsewhere."
    >
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Choice label="Where it stands" value={state} options={STATES} onChange={setState} />
        <SearchField className="grid max-w-sm gap-1.5" value={typed} onChange={setTyped}>
          <Label className="font-medium">Search</Label>
          <Input className="field" placeholder="Number of the order" spellCheck={false} maxLength={40} />
        </SearchField>
      </div>
      <Found sought={sought} state={state === ALL ? undefined : (state as State)} />
    </Page>
  );
}

function Found({ sought, state }: { readonly sought: string; readonly state: State | undefined }) {
  const { calls } = useSite();
  const now = useNow();
  const found = useInfiniteQuery({
    queryKey: ['fulfillment-orders', sought, state],
    queryFn: ({ pageParam }) =>
      valueOf(calls.fulfillmentOrders({ q: sought || undefined, state, cursor: pageParam ?? undefined })),
    initialPageParam: null as FulfillmentOrderEntryWire['id'] | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
  if (found.error && !found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading label="Looking for parcels to send" />;
  const list = found.data.pages.flatMap((page) => page.fulfillmentOrders);
  if (list.length === 0) {
    return sought || state ? (
      <Empty title="None like that">Choose another state, or try part of the order’s number.</Empty>
    ) : (
      <Empty title="Nobody was asked to ship yet">
        The first one appears here as soon as the payment of an order is approved.
      </Empty>
    );
  }
  return (
    <>
      <ul className="card divide-y divide-line overflow-hidden">
        {list.map((entry) => (
          <Row key={entry.id} entry={entry} now={now} />
        ))}
      </ul>
      <NextPageButton list={found} label="Show older ones" loading="Loading more" />
    </>
  );
}

function Row({ entry, now }: { readonly entry: FulfillmentOrderEntryWire; readonly now: number }) {
  const said = stateWords(entry.state);
  const due = nextDue(entry);
  const isPast = due !== null && Date.parse(due.at) < now;
  return (
    <li>
      <Link
        to="/shipping/$id"
        params={{ id: entry.orderId }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-raised sm:px-5 md:grid-cols-[minmax(0,4fr)_minmax(0,4fr)_minmax(0,3fr)]"
      >
        <span className="grid min-w-0">
          <span className="break-words md:truncate">
            <strong className="font-semibold tabular-nums">{entry.orderNumber}</strong>{' '}
            <span className="text-soft">{entry.retailerName}</span>
          </span>
          <span className="text-s text-soft">
            {pieces(entry.units)} to {entry.country} ·{' '}
            <time dateTime={entry.requestedAt}>{momentText(entry.requestedAt)}</time>
          </span>
        </span>
        <span className="text-s text-soft tabular-nums max-md:order-last max-md:col-span-2">
          {due && (
            <span className={isPast ? 'font-semibold text-bad' : ''}>
              To {due.label} {momentText(due.at)}, {relativeText(due.at, now)}
            </span>
          )}
        </span>
        <span className="flex flex-wrap justify-end gap-1.5">
          {entry.isLate && <Chip tone="bad">Late</Chip>}
          <Chip tone={said.tone}>{said.text}</Chip>
        </span>
      </Link>
    </li>
  );
}
