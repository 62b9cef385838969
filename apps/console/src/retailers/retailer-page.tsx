import type { HouseRetailerWire } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Note } from '../frame/note.tsx';
import { Page } from '../frame/page.tsx';
import { Failed, Loading } from '../frame/page-states.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { CalendarFields } from './calendar-fields.tsx';
import { DeadlinePreview } from './deadline-preview.tsx';
import { draftOf, readDraft, type RetailerDraft } from './retailer-draft.ts';
import { RoutingFields } from './routing-fields.tsx';

const BACK = (
  <Link to="/retailers" className="underline underline-offset-4">
    The retailers
  </Link>
);

/** What routing goes by of a retailer, and when it works: for who runs the house. */
export function RetailerPage() {
  const { id } = useParams({ from: '/retailers/$id' });
  const { calls } = useSite();
  const found = useQuery({
    queryKey: ['house-retailer', id],
    queryFn: () => valueOf(calls.houseRetailer(id)),
    // What is being typed is not to be taken away.
    refetchOnWindowFocus: false,
  });
  if (found.data) return <Settings key={`${found.data.id} ${found.data.version}`} retailer={found.data} />;
  return (
    <Page title="Retailer" back={BACK}>
      {found.error ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Loading label="Opening the retailer" />
      )}
    </Page>
  );
}

type Trouble = { readonly kind: 'changed' } | { readonly kind: 'other'; readonly texts: readonly string[] };

function Settings({ retailer }: { readonly retailer: HouseRetailerWire }) {
  const { calls } = useSite();
  const notices = useNotices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RetailerDraft>(() => draftOf(retailer.settings));
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = readDraft(draft, retailer.settings);
  const problems = read.ok ? {} : read.problems;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(retailer.settings));
  const change = (more: Partial<RetailerDraft>) => {
    setTrouble(null);
    setDraft((before) => ({ ...before, ...more }));
  };
  const save = async () => {
    if (!read.ok || isSaving) return;
    setIsSaving(true);
    const answer = await calls.changeRetailer(retailer.id, { version: retailer.version, settings: read.settings });
    setIsSaving(false);
    if (answer.ok) {
      notices.show({ text: 'Saved. It holds for orders from now on.' });
      queries.setQueryData(['house-retailer', retailer.id], answer.value);
      return void queries.invalidateQueries({ queryKey: ['house-retailers'] });
    }
    const { problem } = answer;
    setTrouble(
      problem.code === 'FULFILLMENT.RETAILER_CHANGED'
        ? { kind: 'changed' }
        : {
            kind: 'other',
            texts: problem.fields?.map(({ path, message }) => `${path}: ${message}`) ?? [problemText(problem)],
          },
    );
  };
  return (
    <Page
      title={retailer.settings.name}
      lead="What it is asked by, and by when. Changes hold for orders from now on; those it has keep their deadlines."
      back={BACK}
      aside={retailer.settings.isActive ? undefined : <Chip tone="warn">Switched off</Chip>}
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px] lg:gap-8"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <RoutingFields draft={draft} problems={problems} onChange={change} />
          <CalendarFields draft={draft} problems={problems} onChange={change} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:sticky lg:top-6">
          <DeadlinePreview terms={read.ok ? read.settings.terms : null} />
          {trouble?.kind === 'changed' && (
            <Note title="Somebody else was quicker" tone="warn" role="alert">
              They have saved changes since you opened this page, so nothing of yours was saved.{' '}
              <button
                type="button"
                className="underline underline-offset-4"
                onClick={() => void queries.invalidateQueries({ queryKey: ['house-retailer', retailer.id] })}
              >
                Show what they saved
              </button>{' '}
              What you typed is lost with that.
            </Note>
          )}
          {trouble?.kind === 'other' && (
            <Note title="It was not saved" tone="bad" role="alert">
              {trouble.texts.map((text) => (
                <span key={text} className="block break-words">
                  {text}
                </span>
              ))}
            </Note>
          )}
          {!read.ok && <p className="text-bad">Something that was typed is not right yet; it is marked.</p>}
          <div className="flex flex-wrap gap-2">
            <Button
              className="button button-quiet max-sm:flex-1"
              isDisabled={!isChanged || isSaving}
              onPress={() => {
                setTrouble(null);
                setDraft(draftOf(retailer.settings));
              }}
            >
              Undo
            </Button>
            <Button
              type="submit"
              className="button button-main max-sm:flex-1"
              isDisabled={!read.ok || !isChanged}
              isPending={isSaving}
            >
              {isSaving ? <Spinner label="Saving" /> : 'Save'}
            </Button>
          </div>
        </div>
      </form>
    </Page>
  );
}
