import type { WaitlistRequest } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useId, useState } from 'react';
import { SheetFrame } from '../shop/sheet-frame.tsx';
import type { Sheet, Wanted } from '../stall/stall-state.ts';
import { viewProduct } from './view-product.ts';
import { useStall } from '../stall/use-stall.ts';
import { buyOffer } from './buy-offer.ts';
import { CardSaver } from './card-saver.tsx';
import { usePlaces } from './use-places.ts';
import { WaitlistBody, WantedRow } from './waitlist-body.tsx';
import { isOpen, type Place, type WaitlistDesk } from './waitlist-desk.ts';
import { standingOf } from './waitlist-words.ts';

type Trouble = { readonly title: string; readonly text?: string; readonly isBack?: boolean };

/** Joins the line for one thing, with nothing but an email address. */
function JoinForm({ wanted, desk }: { readonly wanted: Wanted; readonly desk: WaitlistDesk }) {
  const { stall, state } = useStall();
  const { words, view } = state;
  const [email, setEmail] = useState('');
  const [hasTried, setTried] = useState(false);
  const [isJoining, setJoining] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const id = useId();
  const isWrong = !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email.trim());

  const join = async () => {
    setTried(true);
    if (isWrong || isJoining) return;
    setJoining(true);
    setTrouble(null);
    const answer = await desk.join({
      listingId: wanted.listingId as WaitlistRequest['listingId'],
      quantity: 1,
      email: email.trim(),
      ...(view && { streamId: view.id }),
    });
    setJoining(false);
    if (answer.ok) return;
    const { problem } = answer;
    if (problem.code === 'ORDERING.NOT_SOLD_OUT') {
      setTrouble({ title: words.t('waitlist.back'), text: words.t('waitlist.backHelp'), isBack: true });
    } else if (problem.code === 'ORDERING.ALREADY_WAITING') {
      setTrouble({ title: words.t('waitlist.known'), text: words.t('waitlist.knownHelp') });
    } else if (problem.status === 0) setTrouble({ title: words.t('problem.offline') });
    else if (problem.status === 429 || problem.status >= 500) setTrouble({ title: words.t('problem.busy') });
    else setTrouble({ title: words.t('problem.generic'), text: problem.detail ?? problem.title });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <WantedRow {...wanted} />
      <p className="soft waiting-how">{words.t('waitlist.how')}</p>
      <div className="field">
        <label htmlFor={id}>{words.t('checkout.email')}</label>
        <input
          id={id}
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          value={email}
          aria-invalid={hasTried && isWrong ? true : undefined}
          aria-describedby={`${id}-note`}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <p id={`${id}-note`} className={hasTried && isWrong ? 'field-error' : 'soft'}>
          {words.t(hasTried && isWrong ? 'checkout.emailWrong' : 'waitlist.emailHelp')}
        </p>
      </div>
      {trouble && (
        <div className="note" role="alert">
          <p className="note-title">{trouble.title}</p>
          {trouble.text && <p>{trouble.text}</p>}
          {trouble.isBack && (
            <button type="button" className="plain" onClick={() => viewProduct(stall, wanted)}>
              {words.t('waitlist.view')}
            </button>
          )}
        </div>
      )}
      <button type="submit" className="main wide" disabled={isJoining} aria-busy={isJoining}>
        {isJoining && <Spinner />}
        {words.t(isJoining ? 'waitlist.joining' : 'waitlist.join')}
      </button>
    </form>
  );
}

/** The place this viewer has, and what can be done with it. */
function PlaceView({
  place,
  desk,
  onAgain,
}: {
  readonly place: Place;
  readonly desk: WaitlistDesk;
  readonly onAgain: () => void;
}) {
  const { stall, state } = useStall();
  const { words } = state;
  const [hasFailed, setFailed] = useState(false);
  const { entry } = place;
  if (!entry) {
    return (
      <div className="trouble">
        <Spinner label={words.t('waitlist.loading')} />
      </div>
    );
  }
  const standing = standingOf(entry, words, desk.clock.now());
  const act = (work: Promise<boolean>) => {
    setFailed(false);
    void work.then((isDone) => setFailed(!isDone));
  };
  return (
    <WaitlistBody entry={entry} words={words} clock={desk.clock}>
      {standing.state === 'waiting' && !entry.card && <CardSaver place={place} desk={desk} />}
      {hasFailed && (
        <p className="note" role="alert">
          {words.t('problem.offline')}
        </p>
      )}
      <div className="waiting-actions">
        {standing.state === 'offered' && (
          <button type="button" className="main" onClick={() => act(buyOffer(stall, place, entry))}>
            {words.t('pin.buy')}
          </button>
        )}
        {isOpen(entry) && standing.state !== 'passed' && (
          <button type="button" className="plain" onClick={() => act(desk.leave(place))}>
            {words.t('waitlist.leave')}
          </button>
        )}
        {(standing.state === 'passed' || standing.state === 'left') && (
          <button type="button" className="plain" onClick={onAgain}>
            {words.t('waitlist.again')}
          </button>
        )}
      </div>
    </WaitlistBody>
  );
}

/** The waitlist for one thing: joining it, and the place on it. */
export function WaitlistSheet() {
  const { stall, state } = useStall();
  const { words, sheets } = state;
  const { desk, places } = usePlaces(stall);
  const sheet = sheets.at(-1) as Extract<Sheet, { kind: 'waitlist' }> | undefined;
  const [again, setAgain] = useState<string | null>(null);
  if (sheet?.kind !== 'waitlist') return null;
  const { wanted } = sheet;
  const place = places.findLast((each) => each.listingId === wanted.listingId && each.id !== again);
  return (
    <SheetFrame title={words.t('waitlist.title')}>
      {place ? (
        <PlaceView
          key={place.id}
          place={place}
          desk={desk}
          onAgain={() => {
            setAgain(place.id);
            desk.forget(place);
          }}
        />
      ) : (
        <JoinForm wanted={wanted} desk={desk} />
      )}
    </SheetFrame>
  );
}
