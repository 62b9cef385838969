import type { Delivery, Endpoint } from '@sidestall/partner-sdk';
import type { ConnectionView } from './connection.ts';
import { navOf } from './page-frame.ts';
import { escape, STYLE } from './page-style.ts';

const TONES: Readonly<Record<string, string>> = {
  passed: 'good',
  running: 'busy',
  failed: 'bad',
  active: 'good',
  succeeded: 'good',
  pending: 'busy',
  in_flight: 'busy',
};

const MORE_STYLE = `
section { margin: 0 0 32px; } section .slips { padding-bottom: 0; } h2 { font-size: 17px; margin: 0 0 12px; }
.said { background: var(--raised); border-radius: 10px; padding: 12px 16px; margin: 0 0 24px; }
.foot.bare { border-top: 0; padding: 16px 0 0; } .foot.bare form { flex: 0 1 auto; }
table { width: 100%; border-collapse: collapse; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
th, td { text-align: left; padding: 10px 16px; border-top: 1px solid var(--line); font-size: 14px; vertical-align: middle; }
th { border-top: 0; color: var(--soft); font-weight: 600; font-size: 13px; }
td form { margin: 0; text-align: right; }
td button { white-space: nowrap; font: inherit; font-size: 13px; min-height: 44px; border-radius: 10px; padding: 0 14px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
.soft { color: var(--soft); font-size: 13px; margin: 0 0 12px; max-width: 68ch; } .soft a { color: inherit; } details summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; color: var(--accent); }
.address { padding: 0 16px 12px; overflow-wrap: anywhere; color: var(--soft); font-size: 13px; margin: 0; }
@media (max-width: 640px) { thead { display: none; } table, tbody { display: block; } tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 12px; padding: 12px 16px; border-top: 1px solid var(--line); } tr:first-child { border-top: 0; } td { border: 0; padding: 0; overflow-wrap: anywhere; } td form { text-align: left; } }
`;

const press = (button: string, id: string, text: string, isFirst = false): string =>
  `<form method="post" action="/connection/${button}/${encodeURIComponent(id)}"><button${isFirst ? ' class="first"' : ''}>${text}</button></form>`;

const tag = (state: string): string =>
  `<span class="tag ${TONES[state] ?? 'off'}">${escape(state.replaceAll('_', ' '))}</span>`;

function endpointOf(endpoint: Endpoint): string {
  const secrets = endpoint.secrets
    .map(
      ({ hint, expiresAt }) =>
        `${escape(hint)}${expiresAt ? ` until ${escape(expiresAt.slice(0, 16).replace('T', ' '))} UTC` : ''}`,
    )
    .join(', ');
  const waiting = endpoint.waiting > 0 ? ` · ${endpoint.waiting} waiting` : '';
  return `<article class="slip"><div class="top"><span>Endpoint${waiting}</span>${tag(endpoint.state)}</div>
    <p class="address">${escape(endpoint.url)}<br>Signed with ${secrets}</p>
    <div class="foot">${press('test', endpoint.id, 'Send a test event', true)}${press('rotate', endpoint.id, 'New secret')}${press('replace', endpoint.id, 'Replace the secret at once')}</div></article>`;
}

function rowOf(delivery: Delivery): string {
  const last = delivery.attemptLog.at(-1);
  const answer = last ? ` · ${last.status ?? escape(last.errorClass ?? 'on its way')}` : '';
  return `<tr data-message="${escape(delivery.messageId)}"><td>${escape(delivery.type).replace('.', '.<wbr>')}</td><td>${tag(delivery.state)}</td>
    <td>${delivery.attempts} ${delivery.attempts === 1 ? 'attempt' : 'attempts'}${answer}</td><td>${press('replay', delivery.id, 'Say it again')}</td></tr>`;
}

const OUTCOMES = { passed: 'good', failed: 'bad', not_shown: 'off' } as const;
const OUTCOME_WORDS = { passed: 'Passed', failed: 'Failed', not_shown: 'Not seen' } as const;

/** How the newest examination of this house came out, line by line. */
function certificateOf({ certificate }: ConnectionView): string {
  const again = `<div class="foot bare">${press('certify', 'now', certificate ? 'Examine it again' : 'Have this house examined', !certificate)}</div>`;
  const intro =
    '<p class="soft">Sidestall sends right and wrong messages — forged, old, altered, repeated, out of order — and says what this house made of each.</p>';
  if (!certificate) return `<section aria-label="Certificate"><h2>Certificate</h2>${intro}${again}</section>`;
  const { report, page } = certificate;
  if (report.state === 'running') {
    return `<section aria-label="Certificate"><h2>Certificate ${tag('running')}</h2><p class="soft">It takes a few seconds. <a href="/connection">Look again</a></p></section>`;
  }
  const rows = report.checks
    .map(
      ({ title, outcome, said }) =>
        `<tr><td>${escape(title)}</td><td><span class="tag ${OUTCOMES[outcome]}">${OUTCOME_WORDS[outcome]}</span></td><td class="sku">${escape(said)}</td></tr>`,
    )
    .join('');
  return `<section aria-label="Certificate"><h2>Certificate ${tag(report.state)}</h2>
<p class="soft">Of ${escape(report.startedAt.slice(0, 16).replace('T', ' '))} UTC. <a href="${escape(page)}">The signed report</a></p>
<details${report.state === 'failed' ? ' open' : ''}><summary>${report.checks.length} checks</summary><table><tbody>${rows}</tbody></table></details>${again}</section>`;
}

/** The page of the way to this house: its endpoint, its secret, and what was said over it. */
export function connectionPage(name: string, view: ConnectionView | null, isStormy: boolean, said?: string): string {
  const body = view
    ? `<section aria-label="Endpoints"><div class="slips">${view.endpoints.map(endpointOf).join('')}</div></section>
<section aria-label="Messages"><h2>Messages</h2>${
        view.deliveries.length === 0
          ? '<div class="empty"><b>Nothing was said yet</b>What Sidestall tells this house appears here.</div>'
          : `<table><thead><tr><th>What</th><th>State</th><th>Attempts</th><th></th></tr></thead><tbody>${view.deliveries.map(rowOf).join('')}</tbody></table>`
      }</section>${certificateOf(view)}`
    : '<div class="empty"><b>Sidestall does not answer</b>Look again in a moment.</div>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(name)}: connection</title><link rel="icon" href="data:,"><style>${STYLE}${MORE_STYLE}</style></head><body>
<header><div><h1>${escape(name)}</h1><p>Connection to Sidestall</p></div>${navOf('/connection', isStormy)}</header>
<main>${said ? `<p class="said" role="status">${escape(said)}</p>` : ''}${body}</main></body></html>`;
}
