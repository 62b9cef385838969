import { brandName } from './brand-names.ts';
import { embeddingOrigin, SOURCE, type WindowMessage } from './channel.ts';
import { CHALLENGE_STYLES } from './challenge-styles.ts';
import { adoptStyles, el, svg } from './dom.ts';
import { applyLanguage, stringsFor } from './frame-strings.ts';
import { formatMoney } from './money-text.ts';

interface State {
  outcome: 'open' | 'completed' | 'failed';
  amount: number;
  currency: string;
  brand: string;
  last4: string;
  merchant: string;
  at: number;
  returnUrl: string | null;
}

const strings = stringsFor(navigator.language);
const stateUrl = `${location.pathname}/state`;
const isFramed = window.parent !== window;

applyLanguage(navigator.language);
adoptStyles(CHALLENGE_STYLES);
document.body.classList.toggle('page', !isFramed);

function leave(state: State): void {
  const origin = embeddingOrigin();
  if (isFramed && origin) {
    const done: WindowMessage = { source: SOURCE, type: 'done', outcome: state.outcome };
    window.parent.postMessage(done, origin);
  } else if (state.returnUrl) location.replace(state.returnUrl);
  else document.querySelector('section')?.replaceChildren(el('h1', {}, strings.bankDone));
}

async function decide(outcome: 'complete' | 'fail'): Promise<void> {
  for (const button of document.querySelectorAll('button')) button.disabled = true;
  const answer = await fetch(stateUrl, { method: 'POST', body: new URLSearchParams({ outcome }) });
  leave((await answer.json()) as State);
}

function icon(path: string): Node {
  return svg(
    'svg',
    {
      viewBox: '0 0 24 24',
      'aria-hidden': 'true',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    },
    svg('path', { d: path }),
  );
}

function show(state: State): void {
  if (state.outcome !== 'open') return leave(state);
  const row = (term: string, text: string): HTMLElement[] => [el('dt', {}, term), el('dd', {}, text)];
  const complete = el('button', { class: 'go', type: 'button', id: 'complete' }, strings.bankComplete);
  const fail = el('button', { class: 'stop', type: 'button', id: 'fail' }, strings.bankFail);
  const close = el(
    'button',
    { class: 'close', type: 'button', 'aria-label': strings.bankCancel },
    icon('M6 6l12 12M18 6L6 18'),
  );
  complete.addEventListener('click', () => void decide('complete'));
  fail.addEventListener('click', () => void decide('fail'));
  close.addEventListener('click', () => void decide('fail'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close.focus();
  });
  const main = el(
    'main',
    { 'aria-labelledby': 'title' },
    el(
      'header',
      {},
      el('span', { class: 'mark' }, icon('M3 9.5 12 4l9 5.5M5 10v8M10 10v8M14 10v8M19 10v8M3 20h18')),
      el('span', { class: 'bank' }, 'First Harbor Bank', el('small', {}, strings.bankTest)),
      close,
    ),
    el(
      'section',
      {},
      el('h1', { id: 'title' }, strings.bankTitle),
      el('p', {}, strings.bankLead),
      el(
        'dl',
        {},
        ...row(strings.bankMerchant, state.merchant),
        ...row(strings.bankAmount, formatMoney(state.amount, state.currency)),
        ...row(strings.bankCard, `${brandName(state.brand)} •••• ${state.last4}`),
        ...row(
          strings.bankDate,
          new Date(state.at * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
        ),
      ),
      el('div', { class: 'actions' }, complete, fail),
    ),
    el('footer', {}, strings.ribbon),
  );
  document.body.replaceChildren(main);
  complete.focus({ preventScroll: true });
}

void fetch(stateUrl)
  .then((answer) => answer.json() as Promise<State>)
  .then(show);
