import type { StreamView } from '@sidestall/contracts';
import { LiveMark } from '@sidestall/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { STATUS_WORDS, startedWords } from './stream-words.ts';

/** The shows of the member's brands, the live ones first. */
export function StreamsPage() {
  const { calls } = useSite();
  const streams = useQuery({
    queryKey: ['streams'],
    queryFn: async () => (await valueOf(calls.streams())).streams,
    refetchInterval: 15_000,
  });
  return (
    <div className="mx-auto grid max-w-[1440px] gap-6 px-4 py-6 lg:px-8">
      <title>Streams · Sidestall</title>
      <h1 className="text-xl font-semibold leading-tight">Streams</h1>
      {streams.data ? (
        <StreamList streams={streams.data} />
      ) : streams.error ? (
        <Failed error={streams.error} onRetry={() => void streams.refetch()} />
      ) : (
        <Loading label="Loading your streams" />
      )}
    </div>
  );
}

function StreamList({ streams }: { readonly streams: readonly StreamView[] }) {
  if (streams.length === 0) {
    return (
      <Empty title="No streams yet">
        A stream appears here as soon as your brand is scheduled for one. Meanwhile, import what you want to show.
      </Empty>
    );
  }
  return (
    <ul className="grid gap-3">
      {streams.map((stream) => (
        <li key={stream.id}>
          <Link
            to="/streams/$slug"
            params={{ slug: stream.slug }}
            className="card grid gap-3 p-4 hover:border-line-strong sm:grid-cols-[1fr_auto] sm:items-center sm:px-6 sm:py-5"
          >
            <span className="grid gap-1">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="text-l font-semibold leading-tight">{stream.title}</span>
                <LiveMark status={stream.status} label={STATUS_WORDS[stream.status]} />
              </span>
              <span className="text-soft">
                With {stream.hostName}
                {startedWords(stream)}
              </span>
              <span className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-s text-soft">
                {stream.brands.map((brand) => (
                  <span key={brand.id} className="inline-flex items-center gap-1.5">
                    <span aria-hidden="true" className="size-2.5 rounded-full" style={{ background: brand.accent }} />
                    {brand.name}
                  </span>
                ))}
              </span>
            </span>
            <span className="button button-quiet max-sm:w-full" aria-hidden="true">
              Open the desk
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
