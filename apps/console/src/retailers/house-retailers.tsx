import type { HouseRetailersWire } from '@sidestall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

type Retailer = HouseRetailersWire['retailers'][number];

/** All retailers of the house, for who runs it. */
export function HouseRetailers() {
  const { calls } = useSite();
  const found = useQuery({ queryKey: ['house-retailers'], queryFn: () => valueOf(calls.houseRetailers()) });
  return (
    <Section
      title="All retailers of the house"
      lead="Open one to change where it sends, what it costs, and when it works."
    >
      {found.data ? (
        <List retailers={found.data.retailers} />
      ) : found.error ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Loading label="Looking up the retailers" />
      )}
    </Section>
  );
}

function List({ retailers }: { readonly retailers: readonly Retailer[] }) {
  if (retailers.length === 0) {
    return <Empty title="No retailer yet">Register one first; its key and endpoint come with that.</Empty>;
  }
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {retailers.map((retailer) => (
        <li key={retailer.id}>
          <Link
            to="/retailers/$id"
            params={{ id: retailer.id }}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-raised sm:px-5"
          >
            <span className="grid min-w-0">
              <span className="font-medium">{retailer.name}</span>
              <span className="text-s text-soft">
                From {retailer.shipsFrom} to {retailer.shipsTo.join(', ')} · {retailer.timeZone}
              </span>
            </span>
            <span className="flex flex-wrap gap-1.5">
              {!retailer.isActive && <Chip tone="warn">Switched off</Chip>}
              <Chip>Priority {retailer.priority}</Chip>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
