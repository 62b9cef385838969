import type { StreamReplayView, StreamView } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import { parsePlace, placeText } from '@sidestall/streams';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Failed, Loading } from '../frame/page-states.tsx';
import { ShortField } from '../frame/short-field.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

/** A show that is over: what viewers of its recording are told, and how the two keep time. */
export function RecordingPanel({ stream }: { readonly stream: StreamView }) {
  const { calls } = useSite();
  const replay = useQuery({
    queryKey: ['desk', stream.slug, 'replay', stream.endedAt],
    queryFn: () => valueOf(calls.replay(stream.id)),
  });
  return (
    <section aria-labelledby="recording" className="card grid gap-4 p-5">
      <div className="grid gap-1">
        <h2 id="recording" className="text-m font-semibold">
          Recording
        </h2>
        <p className="max-w-prose text-soft">
          Put the stall beside the recording as you did beside the show: viewers see what was on the table at each
          moment, at today’s price.
        </p>
      </div>
      {replay.data ? (
        <RecordingForm key={replay.data.recording.startsAt} stream={stream} replay={replay.data} />
      ) : replay.error ? (
        <Failed error={replay.error} onRetry={() => void replay.refetch()} />
      ) : (
        <Loading label="Looking through the show" />
      )}
    </section>
  );
}

function RecordingForm({ stream, replay }: { readonly stream: StreamView; readonly replay: StreamReplayView }) {
  const { calls, apiUrl } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const { startsAt, showStartsAt } = replay.recording;
  const [place, setPlace] = useState(placeText((Date.parse(showStartsAt) - Date.parse(startsAt)) / 1_000));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const save = async () => {
    const seconds = parsePlace(place);
    if (seconds === null) return setProblem('Write minutes and seconds, such as 1:36');
    setProblem(null);
    setIsSaving(true);
    const starts = new Date(Date.parse(showStartsAt) - seconds * 1_000).toISOString();
    const answer = await calls.setRecording(stream.id, seconds === 0 ? null : starts);
    setIsSaving(false);
    if (!answer.ok) return setProblem(problemText(answer.problem));
    await queries.invalidateQueries({ queryKey: ['desk', stream.slug] });
    notices.show({ text: 'Saved. Viewers who open the recording now see it in time.' });
  };

  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="grid content-start gap-4">
        <form
          className="flex items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <ShortField
            className="min-w-0 flex-1"
            label="The show begins at"
            help="The place in the recording where you started the show. -0:30 if the first half minute was cut. Recordings whose pictures carry dates keep time by themselves."
            value={place}
            problem={problem}
            maxLength={9}
            onChange={setPlace}
          />
          <Button type="submit" className="button button-main mt-[30px]" isPending={isSaving}>
            Save
          </Button>
        </form>
        <p className="text-s text-soft">
          For players of your own, as WebVTT:{' '}
          <a className="underline underline-offset-4" href={apiUrl + pathOf('replayChapters', { slug: stream.slug })}>
            chapters
          </a>{' '}
          and{' '}
          <a className="underline underline-offset-4" href={apiUrl + pathOf('replayProducts', { slug: stream.slug })}>
            product cues
          </a>
        </p>
      </div>
      {replay.chapters.length === 0 ? (
        <p className="text-soft">Nothing was pinned in this show.</p>
      ) : (
        <ol aria-label="Chapters" className="grid max-h-60 content-start gap-1 overflow-y-auto">
          {replay.chapters.map(({ from, title, pinIds }) => (
            <li key={from} className="flex gap-3">
              <span className="min-w-14 flex-none text-soft tabular-nums">{placeText(from)}</span>
              <span className="min-w-0">
                {title}
                {pinIds.length === 0 && <span className="text-soft"> (not sold any more)</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
