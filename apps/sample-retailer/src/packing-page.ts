import type { FulfillmentOrder } from '@sidestall/partner-sdk';
import type { PackingSlip, Step } from './record.ts';
import { MODES, type Mode } from './rules.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

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

const STYLE = `
:root { color-scheme: light dark; --canvas: light-dark(#f8f6f2, #141312); --surface: light-dark(#fff, #1d1b19);
  --raised: light-dark(#f2efe9, #282622); --ink: light-dark(#1d1b18, #f3f0ea); --soft: light-dark(#67625a, #aba59b);
  --line: light-dark(#e5e1d9, #37342f); --accent: light-dark(#1f5b4a, #8fd0b9); --on-accent: light-dark(#fff, #10201a);
  --good: light-dark(#1c6b43, #86cfa3); --warn: light-dark(#8a5300, #e9b872); --bad: light-dark(#a8321f, #f2a294); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 32px; padding-bottom: 20px; display: flex; flex-wrap: wrap; gap: 16px 24px; align-items: end; justify-content: space-between; }
h1 { margin: 0; font-size: 24px; line-height: 1.2; letter-spacing: -0.01em; }
header p { margin: 4px 0 0; color: var(--soft); }
.modes { display: flex; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); padding: 3px; margin: 0; }
.modes button { border: 0; background: none; color: var(--soft); padding: 8px 12px; min-height: 38px; border-radius: 8px; font: inherit; font-size: 13px; cursor: pointer; }
.modes button[aria-pressed='true'] { background: var(--ink); color: var(--canvas); font-weight: 600; }
.slips { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 16px; padding-bottom: 48px; align-items: start; }
.slip { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; display: flex; flex-direction: column; }
.slip.done { background: var(--canvas); }
.top { display: flex; justify-content: space-between; gap: 12px; align-items: center; padding: 16px 16px 12px; }
.number { font-size: 19px; font-weight: 650; letter-spacing: 0.02em; font-variant-numeric: tabular-nums; }
.tag { font-size: 13px; font-weight: 600; padding: 3px 10px; border-radius: 99px; background: var(--raised); color: var(--soft); white-space: nowrap; }
.tag.busy { color: var(--warn); } .tag.good { color: var(--good); } .tag.calm { color: var(--accent); }
.lines { list-style: none; margin: 0; padding: 0 16px; }
.lines li { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 12px; padding: 10px 0; border-top: 1px solid var(--line); }
.count { font-weight: 650; font-variant-numeric: tabular-nums; min-width: 28px; }
.sku { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.dropped { color: var(--bad); font-size: 13px; }
address { font-style: normal; padding: 12px 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
address b { display: block; color: var(--ink); font-weight: 600; font-size: 15px; }
.foot { padding: 12px 16px 16px; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.foot form { display: flex; gap: 8px; margin: 0; flex: 1 1 auto; }
.foot form button { flex: 1; white-space: nowrap; }
.foot p { margin: 0; font-size: 13px; color: var(--soft); flex-basis: 100%; }
.foot .trouble { color: var(--bad); }
.foot b { color: var(--ink); font-variant-numeric: tabular-nums; }
.foot button, .foot select { font: inherit; min-height: 44px; border-radius: 10px; padding: 0 16px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
.foot select { padding: 0 8px; font-size: 13px; max-width: 150px; }
.foot button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.empty { grid-column: 1 / -1; border: 1px dashed var(--line); border-radius: 12px; padding: 48px 24px; text-align: center; color: var(--soft); }
.empty b { display: block; color: var(--ink); font-size: 19px; margin-bottom: 4px; }
@media (max-width: 520px) { .modes { width: 100%; } .modes button { flex: 1; padding: 8px 4px; } header { padding-top: 20px; } }
`;

// Looks for news every second and a half, and leaves a page alone that somebody is choosing on.
const SCRIPT = `
setInterval(async () => {
  if (document.hidden || document.activeElement?.tagName === 'SELECT') return;
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

const button = (id: string, what: string, text: string, isFirst = false, more = ''): string =>
  `<form method="post" action="/slips/${encodeURIComponent(id)}/${what}">${more}<button${isFirst ? ' class="first"' : ''}>${text}</button></form>`;

function footOf(slip: PackingSlip): string {
  const trouble = slip.trouble ? `<p class="trouble">${escape(slip.trouble)}</p>` : '';
  const reasons = `<select name="reason" aria-label="Why it is refused">${REASONS.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select>`;
  switch (slip.step) {
    case 'new':
      return `${button(slip.id, 'accept', 'Accept', true)}${button(slip.id, 'reject', 'Refuse', false, reasons)}${trouble}`;
    case 'packing':
      return `${button(slip.id, 'ship', 'Ship now', true)}${slip.shipAt ? '<p>Leaves by itself in a moment.</p>' : ''}${trouble}`;
    case 'shipped':
      return slip.parcel
        ? `<p>${escape(slip.parcel.carrier)} <b>${escape(slip.parcel.trackingNumber)}</b></p>`
        : '<p>The parcel has left.</p>';
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
export function packingPage(name: string, mode: Mode, slips: readonly PackingSlip[]): string {
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
<title>${escape(name)}: packing desk</title><style>${STYLE}</style></head><body>
<header id="head"><div><h1>${escape(name)}</h1><p>Packing desk · ${summary}</p></div>
<form class="modes" method="post" action="/mode" role="group" aria-label="What happens to new orders">${modes}</form></header>
<main><div class="slips" id="desk">${list}</div></main><script>${SCRIPT}</script></body></html>`;
}
