import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { OrderFulfillmentWire } from '@sidestall/contracts';
import { Note } from '../frame/note.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { useMe } from '../session/use-session.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { FulfillmentPart } from './fulfillment-part.tsx';
import { pieces } from './fulfillment-words.ts';

/** Who packs an order, for a brand whose goods are in it; who runs the house and acts for no brand sees all of it. */
export function BrandFulfillmentPage() {
  const { id } = useParams({ from: '/orders/$id/fulfillment' });
  const { brand } = useBrand();
  const isOperator = useMe().data?.isOperator === true;
  const back = (
    <Link to="/orders/$id" params={{ id }} className="underline underline-offset-4">
      The order
    </Link>
  );
  if (!brand && isOperator) return <WholeOrder orderId={id} />;
  if (!brand) {
    return (
      <Page title="Who packs it" back={back}>
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      </Page>
    );
  }
  return (
    <FulfillmentPage
      key={`${brand.id} ${id}`}
      brandId={brand.id}
      orderId={id}
      back={back}
      aside={
        <Link to="/orders/$id/routing" params={{ id }} className="button button-quiet max-sm:w-full">
          Why these retailers
        </Link>
      }
    />
  );
}

/** The same for who runs the house, over the goods of all brands. */
export function HouseFulfillmentPage() {
  const { id } = useParams({ from: '/shipping/$id' });
  return <WholeOrder orderId={id} />;
}

function WholeOrder({ orderId }: { readonly orderId: string }) {
  return (
    <FulfillmentPage
      key={orderId}
      brandId={null}
      orderId={orderId}
      back={
        <Link to="/shipping" className="underline underline-offset-4">
          All that is shipped
        </Link>
      }
    />
  );
}

interface FulfillmentPageProps {
  readonly brandId: string | null;
  readonly orderId: string;
  readonly back: ReactNode;
  readonly aside?: ReactNode;
}

function FulfillmentPage({ brandId, orderId, back, aside }: FulfillmentPageProps) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['order-fulfillment', brandId, orderId],
    queryFn: () => valueOf(calls.orderFulfillment(brandId, orderId)),
    refetchInterval: 10_000,
  });
  const reload = useCallback(async () => {
    await Promise.all(
      ['order-fulfillment', 'fulfillment-events', 'fulfillment-orders', 'order', 'orders'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  }, [queries]);
  return (
    <Page
      title={found.data ? `Who packs ${found.data.number}` : 'Who packs it'}
      lead="Each retailer that was asked, how far it is, by when it has to do what, and all that happened."
      back={back}
      aside={aside}
    >
      {found.data ? (
        <Parts order={found.data} brandId={brandId} onDone={reload} />
      ) : found.error ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Loading label="Looking it up" />
      )}
    </Page>
  );
}

interface PartsProps {
  readonly order: OrderFulfillmentWire;
  readonly brandId: string | null;
  onDone(): Promise<void>;
}

function Parts({ order, brandId, onDone }: PartsProps) {
  const [open, setOpen] = useState<'cancel' | 'address' | null>(null);
  const { fulfillmentOrders, unrouted, address } = order;
  const close = () => setOpen(null);
  return (
    <>
      {unrouted > 0 && (
        <Note title={`${pieces(unrouted)} without a retailer`} tone="warn">
          Nobody is asked for {unrouted === 1 ? 'it' : 'them'} at the moment. Routing looks again by itself.
        </Note>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px] lg:gap-8">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          {fulfillmentOrders.length === 0 && (
            <Empty title="Nobody is asked yet">Retailers are asked as soon as the payment is approved.</Empty>
          )}
          {[...fulfillmentOrders].reverse().map((part) => (
            <FulfillmentPart key={part.id} part={part} brandId={brandId} onDone={onDone} />
          ))}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Section title="Delivery address">
            <address className="grid not-italic">
              {[address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`, address.region]
                .filter(Boolean)
                .map((line) => (
                  <span key={line} className="break-words">
                    {line}
                  </span>
                ))}
              <span>{address.country}</span>
            </address>
            {order.canChangeAddress && (
              <Button className="button button-quiet justify-self-start" onPress={() => setOpen('address')}>
                Change the address
              </Button>
            )}
          </Section>
          {order.canCancel && (
            <Section title="Cancel" lead="What nobody has accepted is canceled at once; who has accepted is asked.">
              <Button className="button button-quiet justify-self-start" onPress={() => setOpen('cancel')}>
                Ask to cancel
              </Button>
            </Section>
          )}
        </div>
      </div>
      {open === 'cancel' && <CancelDialog order={order} brandId={brandId} onClose={close} onDone={onDone} />}
      {open === 'address' && <AddressDialog order={order} onClose={close} onDone={onDone} />}
    </>
  );
}
