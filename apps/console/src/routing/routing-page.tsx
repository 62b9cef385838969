import type { OrderRoutingWire } from '@sidestall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Note } from '../frame/note.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { dayText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { RoutingRound } from './routing-round.tsx';
import { unitsWords } from './routing-words.ts';

/** Why an order went to these retailers and to no others. */
export function RoutingPage() {
  const { id } = useParams({ from: '/orders/$id/routing' });
  const { brand } = useBrand();
  const { calls } = useSite();
  const routing = useQuery({
    queryKey: ['order-routing', brand?.id, id],
    queryFn: () => valueOf(calls.orderRouting(brand!.id, id)),
    enabled: brand !== null,
    refetchInterval: 10_000,
  });
  return (
    <Page
      title="Who sends it, and why"
      lead="Each time somebody was looked for: who was asked, who was not, and what decided."
      back={
        <Link to="/orders/$id" params={{ id }} className="underline underline-offset-4">
          The order
        </Link>
      }
      aside={
        <Link to="/retailers/rules" className="button button-quiet max-sm:w-full">
          The rules
        </Link>
      }
    >
      {!brand ? (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      ) : routing.data ? (
        <Rounds routing={routing.data} />
      ) : routing.error ? (
        <Failed error={routing.error} onRetry={() => void routing.refetch()} />
      ) : (
        <Loading label="Looking it up" />
      )}
    </Page>
  );
}

function Rounds({ routing: { rounds, waiting } }: { readonly routing: OrderRoutingWire }) {
  return (
    <>
      {waiting.length > 0 && (
        <Note title="Waiting for new stock" tone="warn">
          <ul>
            {waiting.map((units) => (
              <li key={units.lineId}>
                {unitsWords(units)}, until {dayText(units.until)}. Then it is given up and not paid for.
              </li>
            ))}
          </ul>
        </Note>
      )}
      {rounds.length === 0 && (
        <Empty title="Nobody was looked for yet">That begins as soon as the order is paid.</Empty>
      )}
      {[...rounds].reverse().map((round) => (
        <RoutingRound key={round.id} round={round} />
      ))}
    </>
  );
}
