import { createApi, storefrontCalls, waitlistCalls, type StorefrontCalls, type WaitlistCalls } from '@sidestall/client';
import { Spinner } from '@sidestall/ui';
import '@sidestall/ui/primitives.css';
import '@sidestall/ui/tokens.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ServerClock } from '../drops/server-clock.ts';
import '../drops/drops.css';
import '../order/order-page.css';
import '../order/order-return.css';
import { loadWords, validLocale, type Words } from '../words/words.ts';
import { OfferStall } from './offer-stall.tsx';
import { useEntry } from './use-entry.ts';
import { WaitlistBody } from './waitlist-body.tsx';
import { readWaitlistLink } from './waitlist-link.ts';
import { standingOf } from './waitlist-words.ts';
import './waitlist.css';

interface PageProps {
  readonly calls: StorefrontCalls & WaitlistCalls;
  readonly apiUrl: string;
  readonly words: Words;
  readonly id: string;
  readonly token: string;
}

function Message({ title, help }: { readonly title: string; readonly help?: string }) {
  return (
    <div className="message" role="alert">
      <h1>{title}</h1>
      {help && <p className="soft">{help}</p>}
    </div>
  );
}

function WaitlistPage({ calls, apiUrl, words, id, token }: PageProps) {
  const [clock] = useState(() => new ServerClock());
  const { entry, problem, lookAgain } = useEntry(calls, clock, id, token);
  const [isBuying, setBuying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (!entry) {
    if (problem && [400, 401, 403, 404].includes(problem.status)) {
      return <Message title={words.t('waitlist.wrongLink')} help={words.t('waitlist.wrongLinkHelp')} />;
    }
    if (problem) return <Message title={words.t('waitlist.failed')} help={words.t('problem.offline')} />;
    return (
      <div className="message">
        <Spinner label={words.t('waitlist.loading')} />
      </div>
    );
  }
  const { state } = standingOf(entry, words, clock.now());
  const leave = async () => {
    const answer = await calls.leaveWaitlist(id, token);
    setFailed(!answer.ok);
    lookAgain();
  };
  return (
    <>
      <header className="page-head">
        <h1>{words.t('waitlist.title')}</h1>
      </header>
      <WaitlistBody entry={entry} words={words} clock={clock}>
        {(problem || hasFailed) && (
          <p className="notice" role="alert">
            {words.t('problem.offline')}
          </p>
        )}
        <div className="waiting-actions">
          {state === 'offered' && !isBuying && (
            <button type="button" className="main" onClick={() => setBuying(true)}>
              {words.t('pin.buy')}
            </button>
          )}
          {(state === 'waiting' || state === 'offered') && !isBuying && (
            <button type="button" className="plain" onClick={() => void leave()}>
              {words.t('waitlist.leave')}
            </button>
          )}
        </div>
      </WaitlistBody>
      {isBuying && <OfferStall calls={calls} apiUrl={apiUrl} words={words} entry={entry} token={token} />}
    </>
  );
}

function Page(props: Pick<PageProps, 'calls' | 'apiUrl' | 'words'>) {
  const [link] = useState(() => readWaitlistLink(location));
  const { words } = props;
  return link ? (
    <WaitlistPage {...props} {...link} />
  ) : (
    <Message title={words.t('waitlist.wrongLink')} help={words.t('waitlist.wrongLinkHelp')} />
  );
}

async function open(): Promise<void> {
  const locale = validLocale(navigator.language);
  const [words, { apiUrl }] = await Promise.all([
    loadWords(locale),
    fetch('/w/1/config.json').then((answer) => answer.json() as Promise<{ apiUrl: string }>),
  ]);
  await words.learn('sheet', 'shop', 'checkout', 'trouble', 'waitlist');
  document.documentElement.lang = words.locale;
  document.documentElement.dir = words.direction;
  document.title = words.t('waitlist.title');
  const api = createApi({ apiUrl });
  const calls = { ...storefrontCalls(api), ...waitlistCalls(api) };
  const root = document.getElementById('page');
  if (root) createRoot(root).render(<Page calls={calls} apiUrl={apiUrl} words={words} />);
}

void open();
