import { createApi, orderCalls, storefrontCalls, type OrderCalls, type StorefrontCalls } from '@sidestall/client';
import { Spinner } from '@sidestall/ui';
import '@sidestall/ui/primitives.css';
import '@sidestall/ui/tokens.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { loadWords, validLocale, type Words } from '../words/words.ts';
import './money-rows.css';
import './order-body.css';
import './order-page.css';
import './order-return.css';
import './substitute-part.css';
import { OrderBody } from './order-body.tsx';
import { readOrderLink } from './order-link.ts';
import { ReceiptPart } from './receipt-part.tsx';
import { ReturnPart } from './return-part.tsx';
import { SubstitutePart } from './substitute-part.tsx';
import { useOrder } from './use-order.ts';
import { momentText } from '../words/place-and-time.ts';

interface PageProps {
  readonly calls: StorefrontCalls & OrderCalls;
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

function OrderPage({ calls, words, id, token }: PageProps) {
  const { order, isStale, problem, lookAgain } = useOrder(calls, id, token);
  if (order) {
    document.title = words.t('order.title', { number: order.number });
    return (
      <>
        <header className="page-head">
          <h1>{words.t('order.title', { number: order.number })}</h1>
          <p className="soft">{words.t('order.placed', { date: momentText(words, order.placedAt) })}</p>
        </header>
        <SubstitutePart order={order} token={token} calls={calls} words={words} onChanged={lookAgain} />
        <OrderBody order={order} words={words} isStale={isStale}>
          <ReturnPart order={order} token={token} calls={calls} words={words} onChanged={lookAgain} />
          <ReceiptPart order={order} token={token} calls={calls} words={words} />
        </OrderBody>
      </>
    );
  }
  if (problem && [400, 401, 403, 404].includes(problem.status)) {
    return <Message title={words.t('order.wrongLink')} help={words.t('order.wrongLinkHelp')} />;
  }
  if (problem) return <Message title={words.t('order.failed')} help={words.t('problem.offline')} />;
  return (
    <div className="message">
      <Spinner label={words.t('order.loading')} />
    </div>
  );
}

function Page({ calls, words }: Pick<PageProps, 'calls' | 'words'>) {
  const [link] = useState(() => readOrderLink(location));
  return link ? (
    <OrderPage calls={calls} words={words} {...link} />
  ) : (
    <Message title={words.t('order.wrongLink')} help={words.t('order.wrongLinkHelp')} />
  );
}

async function open(): Promise<void> {
  const locale = validLocale(navigator.language);
  const [words, config] = await Promise.all([
    loadWords(locale),
    fetch('/w/1/config.json').then((answer) => answer.json() as Promise<{ apiUrl: string }>),
  ]);
  await words.learn('sheet', 'checkout', 'order');
  document.documentElement.lang = words.locale;
  document.documentElement.dir = words.direction;
  const api = createApi({ apiUrl: config.apiUrl });
  const calls = { ...storefrontCalls(api), ...orderCalls(api) };
  const root = document.getElementById('page');
  if (root) createRoot(root).render(<Page calls={calls} words={words} />);
}

void open();
