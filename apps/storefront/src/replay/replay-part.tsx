import { storefrontCalls } from '@sidestall/client';
import type { StreamReplayView } from '@sidestall/contracts';
import { duePins, placeText } from '@sidestall/streams';
import { useEffect, useId, useState } from 'react';
import { apiOf } from '../cart/api-of.ts';
import { viewPin } from '../stall/pinned-card.tsx';
import type { Stall } from '../stall/stall.ts';
import { useStall } from '../stall/use-stall.ts';
import { chapterAt, dueByPicture, knownReplay, type KnownReplay } from './table-at.ts';
import styles from './replay.css?inline';
import { markReplayed, unmarkReplayed } from './replayed.ts';

export { styles };

/** A player may land on the picture before the one asked for: a little further is within the chapter for sure. */
const LANDING_MS = 100;
/** How often the picture is looked at. */
const LOOK_MS = 250;
/** Prices and stock go on changing after a show; those of a hidden page can wait until it is seen. */
const RENEW_MS = 60_000;

/** The replay of this show, asked for again while it is looked at; null before it came, and where it cannot be had. */
function useReplay(stall: Stall, slug: string): KnownReplay | null {
  const [known, setKnown] = useState<KnownReplay | null>(null);
  useEffect(() => {
    let isMounted = true;
    const load = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await storefrontCalls(apiOf(stall)).replay(slug);
      if (!isMounted || !answer.ok) return;
      stall.heardStock(answer.value.pins.map(({ listing }) => listing));
      setKnown(knownReplay(answer.value));
    };
    void load();
    const timer = setInterval(() => void load(), RENEW_MS);
    const onShown = () => void load();
    document.addEventListener('visibilitychange', onShown);
    return () => {
      isMounted = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [stall, slug]);
  return known;
}

/** Shows by the picture while it is there; answers which chapter it is in, -1 before the first, or null without a player. */
function useChapter(stall: Stall, known: KnownReplay | null): number | null {
  const [chapter, setChapter] = useState<number | null>(null);
  useEffect(() => {
    if (!known) return;
    const start = Date.parse(known.view.recording.startsAt);
    const picture = () => stall.playerClock?.(Date.now(), start) ?? null;
    const look = () => {
      const now = picture();
      setChapter(now === null ? null : chapterAt(known.view.chapters, (now - start) / 1_000));
      stall.lookAgain();
    };
    markReplayed(stall);
    stall.showBy(dueByPicture(known, picture));
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [stall, known]);

  useEffect(
    () => () => {
      // The show goes on.
      unmarkReplayed(stall);
      stall.showBy(duePins);
    },
    [stall],
  );
  return chapter;
}

function Chapters({ known, current }: { readonly known: KnownReplay; readonly current: number }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { chapters, recording }: StreamReplayView = known.view;
  const go = (from: number, pinId: string | undefined) => {
    const start = Date.parse(recording.startsAt);
    const now = stall.playerClock?.(Date.now(), start);
    const pin = known.pins.get(pinId ?? '');
    if (now != null && stall.playerClock?.jump(start + from * 1_000 + LANDING_MS - now)) stall.lookAgain();
    else if (pin) viewPin(stall, pin);
  };
  return (
    <ol className="chapters" aria-label={words.t('replay.chapters')}>
      {chapters.map(({ from, title, pinIds }, index) => (
        <li key={from}>
          <button
            type="button"
            className="chapter"
            aria-label={words.t('replay.chapter', { title, time: placeText(from) })}
            aria-current={index === current ? 'true' : undefined}
            onClick={() => go(from, pinIds[0])}
          >
            <span className="chapter-place">{placeText(from)}</span>
            <span className="chapter-title">{title}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Beside the recording of a show that is over: says what is of today, and leads to each part. */
export function ReplayPart() {
  const { stall, state } = useStall();
  const known = useReplay(stall, state.view?.slug ?? '');
  const chapter = useChapter(stall, known);
  const id = useId();
  if (!known) return null;
  return (
    <section className="part-block" aria-labelledby={id} part="replay">
      <h3 id={id}>{state.words.t('replay.title')}</h3>
      <p className="soft replay-note">{state.words.t('replay.note')}</p>
      {chapter !== null && known.view.chapters.length > 0 && <Chapters known={known} current={chapter} />}
    </section>
  );
}
