import type { CertificateCheck, CertificateWire } from '@sidestall/contracts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root{color-scheme:light dark;--ink:#1d1b18;--soft:#67625a;--line:#e5e1d9;--page:#f8f6f2;--card:#fff;--good:#1c6b43;--bad:#a8321f;--goodwash:#e6f1ea;--badwash:#f8e7e3;--offwash:#f2efe9}
@media (prefers-color-scheme:dark){:root{--ink:#f3f0ea;--soft:#aba59b;--line:#37342f;--page:#141312;--card:#1d1b19;--good:#86cfa3;--bad:#f2a294;--goodwash:#1a2a21;--badwash:#331f1b;--offwash:#282622}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:760px;margin:0 auto;padding:40px 20px 64px}.card{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden}
.head{padding:28px 28px 24px}.head p{margin:0;color:var(--soft)}h1{font-size:26px;line-height:1.2;letter-spacing:-.01em;margin:10px 0 4px;overflow-wrap:anywhere}
.tag{display:inline-block;font-size:13px;font-weight:600;padding:3px 12px;border-radius:99px;background:var(--offwash);color:var(--soft)}
.tag.passed{background:var(--goodwash);color:var(--good)}.tag.failed{background:var(--badwash);color:var(--bad)}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:18px 0 0;font-size:14px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
h2{font-size:15px;margin:0;padding:16px 28px;border-top:1px solid var(--line);background:var(--page)}
ol{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:24px 1fr;gap:0 12px;padding:12px 28px;border-top:1px solid var(--line)}
.mark{font-weight:700;color:var(--soft)}.passed .mark{color:var(--good)}.failed .mark{color:var(--bad)}li b{font-weight:600}
li span{grid-column:2;color:var(--soft);font-size:13px;overflow-wrap:anywhere}.failed span{color:var(--ink)}
.seal{padding:20px 28px 28px;border-top:1px solid var(--line);font-size:13px;color:var(--soft)}.seal code{overflow-wrap:anywhere;color:var(--ink)}.seal a{color:inherit}
@media (max-width:520px){main{padding:16px 12px 40px}.head,h2,li,.seal{padding-left:18px;padding-right:18px}}`;

const MARKS = { passed: ['✓', 'Passed'], failed: ['✕', 'Failed'], not_shown: ['–', 'Not shown'] } as const;
const WORDS = { running: 'Examination running', passed: 'Passed', failed: 'Failed' } as const;

const instant = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

function lineOf(check: CertificateCheck): string {
  const [mark, word] = MARKS[check.outcome];
  return `<li class="${check.outcome}"><div class="mark" role="img" aria-label="${word}">${mark}</div><b>${escape(check.title)}</b><span>${escape(check.said)}</span></li>`;
}

/** The certificate for people: who, what, when, every line of the report, and how to check that it was not altered. */
export function certificatePage(certificate: CertificateWire): string {
  const { id, state, retailer, url, startedAt, finishedAt, checks, seal } = certificate;
  const passed = checks.filter((check) => check.outcome === 'passed').length;
  const order = { failed: 0, not_shown: 1, passed: 2 } as const;
  const sorted = [...checks].sort((a, b) => order[a.outcome] - order[b.outcome]);
  const list =
    checks.length === 0
      ? '<div class="seal">Messages are on their way. Load this page again in a few seconds.</div>'
      : `<h2>${passed} of ${checks.length} as they should be</h2><ol>${sorted.map(lineOf).join('')}</ol>`;
  const sealed = seal
    ? `<div class="seal">Sealed by this house with key <code>${escape(seal.keyId)}</code>. The <a href="../${id}">certificate as JSON</a> carries the sealed text and an Ed25519 signature; the key is one of <a href="/v1/promise-keys">these</a>.<br>SHA-256 <code>${escape(seal.sha256)}</code></div>`
    : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Webhook certificate of ${escape(retailer)}</title><style>${STYLE}</style></head><body><main><div class="card">
<div class="head"><span class="tag ${state}">${WORDS[state]}</span><h1>${escape(retailer)}</h1><p>How its receiver of webhooks bears what goes wrong in the world</p>
<dl><dt>Receiver</dt><dd>${escape(url)}</dd><dt>Examined</dt><dd>${instant(finishedAt ?? startedAt)}</dd><dt>Certificate</dt><dd>${id}</dd></dl></div>
${list}${sealed}</div></main></body></html>`;
}
