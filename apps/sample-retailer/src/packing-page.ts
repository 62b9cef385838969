import type { FulfillmentOrder } from '@sidestall/partner-sdk';
import { navOf } from './page-frame.ts';
import { escape, STYLE } from './page-style.ts';
import type { PackingSlip, Step } from './record.ts';
import { MODES, type Mode } from './rules.ts';

const MODE_WORDS: Record<Mode, string> = {
  accept: 'Accept',
  part: 'Part',
  reject: 'Refuse',
  silent: 'By hand',
};

const STEP_WORDS: Record<Step, { text: string; tone: 'calm' | 'busy' | 'good' | 'off' }> = {
  new: { text: 'Waiting for you', tone: 'busy' },
  accepting: { text: 'Accepting', tone: 'busy' },
  rejecting: { text: 'Refusing', tone: 'busy' },
  packing: { text: 'Packing', tone: 'calm' },
  shipping: { text: 'Handing over', tone: 'busy' },
  shipped: { text: 'Shipped', tone: 'good' },
  rejected: { text: 'Refused', tone: 'off' },
  withdrawn: { text: 'Withdrawn', tone: 'off' },
};

// Looks for news every second and a half, and leaves a page alone that somebody is choosing on.
const SCRIPT = `
setInterval(async () => {
  if (document.hidden || document.activeElement?.tagName === 'SELECT' || document.querySelector('details[open]')) return;
  try {
    const html = await (await fetch('/')).text();
    const next = new DOMParser().parseFromString(html, 'text/html');
    for (const id of ['desk', 'head']) {
      const from = next.getElementById(id), to = document.getElementById(id);
      if (from && to && from.innerHTML !== to.innerHTML) to.innerHTML = from.innerHTML;
    }
  } catch { /* The house is closed for a moment. */ }
}, 1500);
`;

const REASONS: readonly (readonly [string, string])[] = [
  ['out_of_stock', 'Out of stock'],
  ['capacity', 'No capacity'],
  ['undeliverable_destination', 'Cannot deliver there'],
  ['other', 'Another reason'],
];

function linesOf(order: FulfillmentOrder, isAnswered: boolean): string {
  return order.lines
    .map((line) => {
      const dropped = isAnswered ? line.quantity - line.acceptedQuantity : 0;
      const variant = line.variantTitle ? `<br><span class="sku">${escape(line.variantTitle)}</span>` : '';
      const weight = line.grams * line.quantity;
      const name = `${escape(line.title)}${variant}`;
      return `<li><span class="count">${line.quantity} ×</span><span>${name}</span><span class="sku">${weight >= 1000 ? `${(weight / 1000).toFixed(1)} kg` : `${weight} g`}</span>
        <span></span><span class="sku">${escape(line.sku)}</span>
        ${dropped > 0 ? `<span></span><span></span><span class="dropped">${dropped} not taken</span>` : ''}</li>`;
    })
    .join('');
}

function addressOf({ shippingAddress: to }: FulfillmentOrder): string {
  const rest = [to.line1, to.line2, `${to.postalCode} ${to.city}`, to.region, to.country].filter(Boolean) as string[];
  return `<address><b>${escape(to.name)}</b>${rest.map(escape).join('<br>')}</address>`;
}

/** A part by hand: how many of each line, of those that are left. */
function partOf(slip: PackingSlip, what: 'accept' | 'ship', summary: string): string {
  const left = slip.order.lines
    .map((line) => ({
      ...line,
      left: what === 'accept' ? line.quantity : line.acceptedQuantity - line.shippedQuantity,
    }))
    .filter((line) => line.left > 0);
  if (left.reduce((sum, line) => sum + line.left, 0) < 2) return '';
  const fields = left
    .map(
      (line) =>
        `<label>${escape(line.title)}, of ${line.left} <input type="number" name="${escape(line.id)}" min="0" max="${line.left}" value="${line.left}" required></label>`,
    )
    .join('');
  return `<details><summary>${summary}</summary><form method="post" action="/slips/${encodeURIComponent(slip.id)}/${what}">${fields}<button>${what === 'accept' ? 'Accept these' : 'Ship these'}</button></form></details>`;
}

/** Parcels that have left. */
const parcelsOf = (slip: PackingSlip): string =>
  slip.order.shipments.map((it) => `<p>${escape(it.carrier)} <b>${escape(it.trackingNumber)}</b></p>`).join('');

const button = (id: string, what: string, text: string, isFirst = false, more = ''): string =>
  `<form method="post" action="/slips/${encodeURIComponent(id)}/${what}">${more}<button${isFirst ? ' class="first"' : ''}>${text}</button></form>`;

function footOf(slip: PackingSlip): string {
  const trouble = slip.trouble ? `<p class="trouble">${escape(slip.trouble)}</p>` : '';
  const reasons = `<select name="reason" aria-label="Why it is refused">${REASONS.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select>`;
  switch (slip.step) {
    case 'new':
      return `${button(slip.id, 'accept', 'Accept', true)}${button(slip.id, 'reject', 'Refuse', false, reasons)}${partOf(slip, 'accept', 'Accept a part')}${trouble}`;
    case 'packing':
      return `${button(slip.id, 'ship', 'Ship now', true)}${partOf(slip, 'ship', 'Ship a part')}${parcelsOf(slip)}${slip.shipAt ? '<p>Leaves by itself in a moment.</p>' : ''}${trouble}`;
    case 'shipped':
      return parcelsOf(slip) || '<p>The parcel has left.</p>';
    case 'rejected':
      return `<p>Refused${slip.reason ? `: ${slip.reason.replaceAll('_', ' ')}` : ''}. The shop asks elsewhere.</p>`;
    case 'withdrawn':
      return '<p>Taken back; nothing is to be done.</p>';
    case 'accepting':
    case 'rejecting':
    case 'shipping':
      return `<p>Telling Sidestall …</p>${trouble}`;
  }
}

function slipOf(slip: PackingSlip): string {
  const { text, tone } = STEP_WORDS[slip.step];
  const isDone = ['shipped', 'rejected', 'withdrawn'].includes(slip.step);
  const isAnswered = ['packing', 'shipping', 'shipped'].includes(slip.step);
  return `<article class="slip${isDone ? ' done' : ''}" data-id="${escape(slip.id)}" data-step="${slip.step}">
    <div class="top"><span class="number">${escape(slip.order.orderNumber)}</span><span class="tag ${tone}">${text}</span></div>
    <ul class="lines">${linesOf(slip.order, isAnswered)}</ul>${addressOf(slip.order)}<div class="foot">${footOf(slip)}</div></article>`;
}

/** The page at the packing desk: what is to be packed, for whom, and the buttons. */
export function packingPage(name: string, mode: Mode, slips: readonly PackingSlip[], isStormy: boolean): string {
  const open = slips.filter((slip) => !['shipped', 'rejected', 'withdrawn'].includes(slip.step)).length;
  const summary = open === 0 ? 'Nothing to pack' : open === 1 ? '1 parcel to pack' : `${open} parcels to pack`;
  const modes = MODES.map(
    (it) => `<button name="mode" value="${it}" aria-pressed="${it === mode}">${MODE_WORDS[it]}</button>`,
  ).join('');
  const list =
    slips.length === 0
      ? '<div class="empty"><b>The shelves are full and the desk is clear</b>Buy something beside the stream: what this house stocks appears here.</div>'
      : slips.map(slipOf).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(name)}: packing desk</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body>
<header id="head"><div><h1>${escape(name)}</h1><p>Packing desk · ${summary}</p></div>
${navOf('/', isStormy)}
<form class="modes" method="post" action="/mode" role="group" aria-label="What happens to new orders">${modes}</form></header>
<main><div class="slips" id="desk">${list}</div></main><script>${SCRIPT}</script></body></html>`;
}
