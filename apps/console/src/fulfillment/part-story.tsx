import type { FulfillmentOrderEventWire } from '@sidestall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Failed, Loading } from '../frame/page-states.tsx';
import { momentText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { eventWords, handWords, reasonWords } from './fulfillment-words.ts';

export interface PartStoryProps {
  readonly partId: string;
  readonly brandId: string | null;
  /** When it counts up, more has happened. */
  readonly version: number;
}

/** Everything that happened to a part, the newest first; loaded when it is opened. */
export function PartStory({ partId, brandId, version }: PartStoryProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="px-4 py-3 sm:px-5" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-medium">What happened</summary>
      {isOpen && <Events partId={partId} brandId={brandId} version={version} />}
    </details>
  );
}

function Events({ partId, brandId, version }: PartStoryProps) {
  const { calls } = useSite();
  const story = useInfiniteQuery({
    queryKey: ['fulfillment-events', brandId, partId, version],
    queryFn: ({ pageParam }) => valueOf(calls.fulfillmentEvents(brandId, partId, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
  if (story.error && !story.data) return <Failed error={story.error} onRetry={() => void story.refetch()} />;
  if (!story.data) return <Loading label="Reading what happened" />;
  const events = story.data.pages.flatMap((page) => page.events);
  if (events.length === 0) return <p className="pt-2 text-soft">Nothing yet.</p>;
  return (
    <>
      <ol className="mt-2 divide-y divide-line">
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
      <NextPageButton list={story} label="What happened before" loading="Reading more" className="mt-2" />
    </>
  );
}

function EventRow({ event }: { readonly event: FulfillmentOrderEventWire }) {
  return (
    <li className="grid gap-0.5 py-2.5">
      <div className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0">
          <span className={event.kind === 'refused' ? 'text-warn' : ''}>{eventWords(event)}</span>
          <span className="text-soft"> · {handWords(event.by)}</span>
        </span>
        <time className="text-s text-soft tabular-nums" dateTime={event.at}>
          {momentText(event.at)}
        </time>
      </div>
      {event.reason && <span className="break-words text-s text-soft">{reasonWords(event.reason)}</span>}
      {event.said !== null && event.said !== undefined && (
        <details className="text-s">
          <summary className="cursor-pointer text-soft">What was said</summary>
          <pre className="mt-1 overflow-x-auto rounded-control bg-raised p-3">
            {JSON.stringify(event.said, null, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}
