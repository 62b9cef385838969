import type { BrandRetailersWire } from '@sidestall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BrandSelect } from '../frame/brand-select.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { useMe } from '../session/use-session.ts';
import { momentText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { HouseRetailers } from './house-retailers.tsx';
import { rateText, RATES } from './rate-words.ts';

type Retailer = BrandRetailersWire['retailers'][number];

/** Who ships for the brand, and how well each keeps its word. */
export function RetailersPage() {
  const { brand } = useBrand();
  const isOperator = useMe().data?.isOperator === true;
  return (
    <Page
      title="Retailers"
      lead="Who ships your goods, and how well each keeps its word over all shops."
      aside={
        brand && (
          <div className="flex flex-wrap gap-2 max-sm:w-full">
            <Link to="/retailers/rules" className="button button-quiet max-sm:flex-1">
              Who is asked first
            </Link>
            <Link to="/retailers/substitutes" className="button button-quiet max-sm:flex-1">
              Sent instead
            </Link>
          </div>
        )
      }
    >
      {brand ? (
        <>
          <BrandSelect />
          <Scores key={brand.id} brandId={brand.id} />
        </>
      ) : (
        !isOperator && <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      )}
      {isOperator && <HouseRetailers />}
    </Page>
  );
}

function Scores({ brandId }: { readonly brandId: string }) {
  const { calls } = useSite();
  const found = useQuery({
    queryKey: ['retailers', brandId],
    queryFn: () => valueOf(calls.retailers(brandId)),
    refetchInterval: 60_000,
  });
  if (found.error && !found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading label="Looking up the retailers" />;
  if (found.data.retailers.length === 0) {
    return <Empty title="Nobody has shipped for you yet">Whoever takes on an order of yours appears here.</Empty>;
  }
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {found.data.retailers.map((retailer) => (
        <RetailerCard key={retailer.id} retailer={retailer} />
      ))}
    </ul>
  );
}

function RetailerCard({ retailer: { id, name, scorecard } }: { readonly retailer: Retailer }) {
  const headingId = `retailer-${id}`;
  return (
    <li className="card grid content-start gap-3 px-4 py-4 sm:px-5" aria-labelledby={headingId}>
      <h2 id={headingId} className="text-l font-semibold">
        {name}
      </h2>
      <table className="w-full text-s">
        <caption className="st-hidden">{`The last ${scorecard.days} days`}</caption>
        <tbody className="divide-y divide-line">
          {RATES.map(({ key, label, of }) => (
            <tr key={key}>
              <th scope="row" className="py-2 pe-4 text-start font-normal">
                {label}
              </th>
              <td className="py-2 text-end whitespace-nowrap tabular-nums">
                <span className="font-semibold">{rateText(scorecard[key].value)}</span>{' '}
                <span className="text-soft">{of(scorecard[key].sample)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-s text-soft">
        {scorecard.countedAt
          ? `Of the last ${scorecard.days} days, counted ${momentText(scorecard.countedAt)}. Fewer than ${scorecard.minSample} say nothing.`
          : 'Not counted yet.'}
      </p>
    </li>
  );
}
