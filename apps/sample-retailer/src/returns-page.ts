import type { PartnerReturn, ReturnState } from '@sidestall/partner-sdk';
import { navOf } from './page-frame.ts';
import { escape, STYLE } from './page-style.ts';
import type { ReturnButton } from './returns-desk.ts';

const STATE_WORDS: Record<ReturnState, { text: string; tone: 'calm' | 'busy' | 'good' | 'off' }> = {
  requested: { text: 'Waiting for you', tone: 'busy' },
  authorized: { text: 'To be sent', tone: 'calm' },
  in_transit: { text: 'On its way', tone: 'calm' },
  received: { text: 'To be looked at', tone: 'busy' },
  inspected: { text: 'The brand decides', tone: 'calm' },
  refunded: { text: 'Refunded', tone: 'good' },
  refused: { text: 'Declined', tone: 'off' },
  withdrawn: { text: 'Kept by the buyer', tone: 'off' },
  expired: { text: 'Never sent', tone: 'off' },
  lost: { text: 'Lost', tone: 'off' },
};

const BUTTON_WORDS: Record<ReturnButton, string> = {
  authorize: 'Agree',
  decline: 'Decline',
  receive: 'It arrived',
  restock: 'As new: back on the shelf',
  dispose: 'Not to be sold',
  dispute: 'Not ours: dispute',
};

/** What can be said of a return in each state, the likeliest first. */
const BUTTONS: Partial<Record<ReturnState, readonly ReturnButton[]>> = {
  requested: ['authorize', 'decline'],
  authorized: ['receive'],
  in_transit: ['receive'],
  received: ['restock', 'dispose', 'dispute'],
};

const button = (id: string, what: ReturnButton, isFirst: boolean): string =>
  `<form method="post" action="/returns/${encodeURIComponent(id)}/${what}"><button${isFirst ? ' class="first"' : ''}>${BUTTON_WORDS[what]}</button></form>`;

function cardOf(entry: PartnerReturn): string {
  const { text, tone } = STATE_WORDS[entry.state];
  const buttons = BUTTONS[entry.state] ?? [];
  const lines = entry.lines
    .map(
      (line) =>
        `<li><span class="count">${line.quantity} ×</span><span>${escape(line.title)}</span><span class="sku">${escape(line.sku)}</span></li>`,
    )
    .join('');
  const words = [entry.reason.replaceAll('_', ' '), entry.note && `“${entry.note}”`].filter(Boolean).join(': ');
  const label = entry.trackingNumber ? `<br>${escape(`${entry.carrier} ${entry.trackingNumber}`)}` : '';
  const foot = buttons.map((what, at) => button(entry.id, what, at === 0)).join('') || '<p>Nothing is to be done.</p>';
  return `<article class="slip${buttons.length === 0 ? ' done' : ''}" data-id="${escape(entry.id)}" data-state="${entry.state}">
    <div class="top"><span class="number">${escape(entry.orderNumber)}</span><span class="tag ${tone}">${text}</span></div>
    <ul class="lines">${lines}</ul><address>${escape(words)}${label}</address><div class="foot">${foot}</div></article>`;
}

/** The page at the returns desk; `null` when Sidestall could not be asked. */
export function returnsPage(name: string, returns: readonly PartnerReturn[] | null, isStormy: boolean): string {
  const open = returns?.filter((entry) => BUTTONS[entry.state]).length ?? 0;
  const summary = open === 0 ? 'Nothing to do' : open === 1 ? '1 return to see to' : `${open} returns to see to`;
  const empty = returns
    ? '<div class="empty"><b>Nothing comes back</b>What a buyer sends back to this house appears here.</div>'
    : '<div class="empty"><b>Sidestall does not answer</b>Come back in a moment; nothing is lost.</div>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(name)}: returns desk</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body>
<header><div><h1>${escape(name)}</h1><p>Returns desk · ${summary}</p></div>${navOf('/returns', isStormy)}</header>
<main><div class="slips">${returns?.map(cardOf).join('') || empty}</div></main></body></html>`;
}
