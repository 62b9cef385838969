import type { BrandOrder } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { BrandSelect } from '../frame/brand-select.tsx';
import { Chip } from '../frame/chip.tsx';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { momentText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { orderChips } from './order-words.ts';
import { ReturnPolicyDialog } from './return-policy-dialog.tsx';

/** What was bought from the member's brand, the newest first. */
export function OrdersPage() {
  const { brand } = useBrand();
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed.trim());
  const [isRuling, setIsRuling] = useState(false);
  return (
    <Page
      title="Orders"
      lead="Every order with something of yours in it. Open one to refund it or to answer a return."
      aside={
        brand && (
          <Button className="button button-quiet max-sm:w-full" onPress={() => setIsRuling(true)}>
            How returns are answered
          </Button>
        )
      }
    >
      {brand ? (
        <>
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <BrandSelect />
            <SearchField className="grid max-w-sm gap-1.5" value={typed} onChange={setTyped}>
              <Label className="font-medium">Search</Label>
              <Input className="field" placeholder="Number, name or email" spellCheck={false} maxLength={100} />
            </SearchField>
          </div>
          <Found key={brand.id} brandId={brand.id} sought={sought} />
          {isRuling && <ReturnPolicyDialog brandId={brand.id} onClose={() => setIsRuling(false)} />}
        </>
      ) : (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      )}
    </Page>
  );
}

function Found({ brandId, sought }: { readonly brandId: string; readonly sought: string }) {
  const { calls } = useSite();
  const orders = useInfiniteQuery({
    queryKey: ['orders', brandId, sought],
    queryFn: ({ pageParam }) => valueOf(calls.orders(brandId, { q: sought || undefined, cursor: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  if (orders.error && !orders.data) {
    return <Failed error={orders.error} onRetry={() => void orders.refetch()} />;
  }
  if (!orders.data) return <Loading label="Loading the orders" />;
  const list = orders.data.pages.flatMap((page) => page.orders);
  return (
    <>
      <p className="st-hidden" role="status">
        {sought && (list.length === 1 ? '1 order found' : `${list.length} orders found`)}
      </p>
      {list.length === 0 && sought && (
        <Empty title="No order like that">Try the order’s number, or part of the buyer’s name or email.</Empty>
      )}
      {list.length === 0 && !sought && (
        <Empty title="No orders yet">
          The first one appears here within seconds.{' '}
          <Link to="/streams" className="underline underline-offset-4">
            Open a desk
          </Link>{' '}
          and pin something.
        </Empty>
      )}
      {list.length > 0 && (
        <ul className="card divide-y divide-line overflow-hidden">
          {list.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      )}
      <NextPageButton list={orders} label="Show older orders" loading="Loading more orders" />
    </>
  );
}

function OrderRow({ order }: { readonly order: BrandOrder }) {
  return (
    <li>
      <Link
        to="/orders/$id"
        params={{ id: order.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-raised sm:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_120px] sm:px-5"
      >
        <span className="grid min-w-0">
          <span className="truncate">
            <strong className="font-semibold tabular-nums">{order.number}</strong>{' '}
            <span className="text-soft">{order.buyer.name}</span>
          </span>
          <time className="text-s text-soft" dateTime={order.placedAt}>
            {momentText(order.placedAt)}
          </time>
        </span>
        <span className="flex flex-wrap gap-1.5 max-sm:order-last max-sm:col-span-2">
          {orderChips(order).map((chip) => (
            <Chip key={chip.text} tone={chip.tone}>
              {chip.text}
            </Chip>
          ))}
        </span>
        <span className="grid justify-items-end">
          <Price value={order.goods} locale="en" />
          <span className="text-s text-soft">{order.units === 1 ? '1 piece' : `${order.units} pieces`}</span>
        </span>
      </Link>
    </li>
  );
}
