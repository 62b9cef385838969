import type { RetailerTermsWire } from '@sidestall/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Section } from '../frame/page.tsx';
import { momentText } from '../site/moments.ts';
import { errorText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { zonedText } from './zoned-text.ts';

/** What the calendar means for an order that is paid now; null while it cannot be read. */
export function DeadlinePreview({ terms }: { readonly terms: RetailerTermsWire | null }) {
  const { calls } = useSite();
  const asked = useDeferredValue(terms);
  const found = useQuery({
    queryKey: ['deadline-preview', asked],
    queryFn: () => valueOf(calls.previewDeadlines(asked!)),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <Section title="An order paid now">
      <div className="card grid gap-3 p-4" role="status">
        {found.error && asked ? (
          <p className="text-bad">{errorText(found.error)}</p>
        ) : found.data && asked ? (
          <>
            <Instant label="must be accepted by" at={found.data.acceptBy} timeZone={asked.calendar.timeZone} />
            <Instant label="must leave by" at={found.data.shipBy} timeZone={asked.calendar.timeZone} />
            <Instant
              label="is taken back if it has not left by"
              at={found.data.autoCancelAt}
              timeZone={asked.calendar.timeZone}
            />
          </>
        ) : (
          <p className="text-soft">{asked ? 'Counting …' : 'Once all that is typed is right.'}</p>
        )}
      </div>
    </Section>
  );
}

function Instant({ label, at, timeZone }: { readonly label: string; readonly at: string; readonly timeZone: string }) {
  const there = zonedText(at, timeZone);
  return (
    <div className="grid">
      <span className="text-s text-soft">{label}</span>
      <time className="font-medium tabular-nums" dateTime={at}>
        {momentText(at)}
      </time>
      {there && there !== momentText(at) && <span className="text-s text-soft tabular-nums">{there} there</span>}
    </div>
  );
}
