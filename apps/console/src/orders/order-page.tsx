import type { BrandOrderView } from '@sidestall/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Note } from '../frame/note.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { problemText, valueOf } from '../site/problem-error.ts';
import { saveFile } from '../site/save-file.ts';
import { useSite } from '../site/site.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderMoney } from './order-money.tsx';
import { orderChips } from './order-words.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { RefundList } from './refund-list.tsx';
import { ReturnList } from './return-list.tsx';

const BACK = (
  <Link to="/orders" className="underline underline-offset-4">
    All orders
  </Link>
);

/** One order, as far as the brand may know it. */
export function OrderPage() {
  const { id } = useParams({ from: '/orders/$id' });
  const { brand } = useBrand();
  const { calls } = useSite();
  const order = useQuery({
    queryKey: ['order', brand?.id, id],
    queryFn: () => valueOf(calls.order(brand!.id, id)),
    enabled: brand !== null,
    refetchInterval: 10_000,
  });
  if (!brand) {
    return (
      <Page title="Order">
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      </Page>
    );
  }
  if (order.data) return <TheOrder key={order.data.id} order={order.data} brandId={brand.id} brandName={brand.name} />;
  return (
    <Page title="Order" back={BACK}>
      {order.error ? (
        <Failed error={order.error} onRetry={() => void order.refetch()}>
          {BACK}
        </Failed>
      ) : (
        <Loading label="Opening the order" />
      )}
    </Page>
  );
}

interface TheOrderProps {
  readonly order: BrandOrderView;
  readonly brandId: string;
  readonly brandName: string;
}

function TheOrder({ order, brandId, brandName }: TheOrderProps) {
  const queries = useQueryClient();
  const [isRefunding, setIsRefunding] = useState(false);
  const reload = useCallback(async () => {
    await Promise.all(
      ['order', 'orders', 'parties', 'statement'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  }, [queries]);
  const canRefund = order.refundable.amount > 0 && !order.isDisputed;

  return (
    <Page
      title={`Order ${order.number}`}
      back={BACK}
      lead={
        <>
          {order.buyer.name}, {order.buyer.email} · placed {momentText(order.placedAt)}
        </>
      }
      aside={
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
          {orderChips(order).map((chip) => (
            <Chip key={chip.text} tone={chip.tone}>
              {chip.text}
            </Chip>
          ))}
          {canRefund && (
            <Button className="button button-main max-sm:w-full" onPress={() => setIsRefunding(true)}>
              Refund
            </Button>
          )}
        </div>
      }
    >
      {order.isDisputed && <DisputeBanner order={order} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px] lg:gap-8">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <OrderLines order={order} />
          {order.returns.length > 0 && <ReturnList order={order} brandId={brandId} onDone={reload} />}
          {order.refunds.length > 0 && <RefundList refunds={order.refunds} />}
          <Timeline order={order} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <OrderMoney order={order} />
          <Section title="Delivery address">
            <address className="whitespace-pre-line not-italic">{order.address}</address>
          </Section>
          <Section
            title="Who sends it"
            lead="How far each retailer is, and by when; and why they were asked and others were not."
          >
            <div className="flex flex-wrap gap-2">
              <Link to="/orders/$id/fulfillment" params={{ id: order.id }} className="button button-quiet">
                Follow or cancel
              </Link>
              <Link to="/orders/$id/routing" params={{ id: order.id }} className="button button-quiet">
                See why
              </Link>
            </div>
          </Section>
          <Receipt order={order} brandId={brandId} />
        </div>
      </div>
      <RefundDialog
        isOpen={isRefunding}
        order={order}
        brandId={brandId}
        brandName={brandName}
        onClose={() => setIsRefunding(false)}
        onDone={reload}
      />
    </Page>
  );
}

function DisputeBanner({ order }: { readonly order: BrandOrderView }) {
  const open = order.disputes.find((dispute) => dispute.closedAt === null);
  return (
    <Note title="The buyer’s bank disputes this payment" tone="bad">
      The dispute decides over the money, so a refund is not possible meanwhile, and what is not paid out yet is held.{' '}
      {open?.evidenceDueBy && <>Evidence is due by {momentText(open.evidenceDueBy)}. </>}
      <Link to="/disputes" className="underline underline-offset-4">
        Go to the disputes
      </Link>
    </Note>
  );
}

function Timeline({ order }: { readonly order: BrandOrderView }) {
  if (order.timeline.length === 0) return null;
  return (
    <Section title="What happened">
      <ol className="card divide-y divide-line">
        {[...order.timeline].reverse().map((entry) => (
          <li
            key={`${entry.at} ${entry.kind} ${entry.text}`}
            className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5 sm:px-5"
          >
            <span className="min-w-0">{entry.text}</span>
            <time className="text-s text-soft tabular-nums" dateTime={entry.at}>
              {momentText(entry.at)}
            </time>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Receipt({ order, brandId }: { readonly order: BrandOrderView; readonly brandId: string }) {
  const { calls } = useSite();
  const notices = useNotices();
  const [isLoading, setIsLoading] = useState(false);
  const download = async () => {
    setIsLoading(true);
    const answer = await calls.promiseReceipt(brandId, order.id);
    setIsLoading(false);
    if (!answer.ok) return notices.show({ text: problemText(answer.problem), tone: 'bad' });
    saveFile(`promise-${order.number}.json`, 'application/json', JSON.stringify(answer.value, null, 2));
  };
  return (
    <Section
      title="Promise receipt"
      lead="What the buyer was shown when they paid, sealed so that anyone can check it."
    >
      <Button className="button button-quiet justify-self-start" isPending={isLoading} onPress={() => void download()}>
        Download
      </Button>
    </Section>
  );
}
