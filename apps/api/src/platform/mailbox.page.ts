import type { MailboxMessage } from '@sidestall/engine';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root{color-scheme:light dark;--ink:#1d1a16;--quiet:#6b645a;--line:#e7e2da;--page:#f6f3ee;--card:#fff;--chosen:#f0ebe3}
@media (prefers-color-scheme:dark){:root{--ink:#f3efe8;--quiet:#a8a094;--line:#37332d;--page:#191713;--card:#211e1a;--chosen:#2b2721}}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
header{padding:20px 24px;border-bottom:1px solid var(--line)}h1{margin:0;font-size:18px}header p{margin:4px 0 0;color:var(--quiet);font-size:13px}
main{display:grid;grid-template-columns:minmax(280px,360px) 1fr;min-height:calc(100vh - 86px)}
nav{border-right:1px solid var(--line);overflow:auto}nav a{display:block;padding:12px 24px;color:inherit;text-decoration:none;border-bottom:1px solid var(--line)}
nav a:hover,nav a[aria-current]{background:var(--chosen)}nav a:focus-visible{outline:2px solid var(--ink);outline-offset:-2px}
nav strong{display:block;font-weight:600}nav span{color:var(--quiet);font-size:13px;overflow-wrap:anywhere}
iframe{width:100%;height:100%;min-height:70vh;border:0;background:var(--card)}.empty{padding:48px 24px;color:var(--quiet)}
@media (max-width:720px){main{grid-template-columns:1fr}main{grid-template-rows:auto 1fr}nav{border-right:0;max-height:40vh}}`;

/** The mailbox page: the newest first, the open one beside. */
export function mailboxPage(messages: readonly MailboxMessage[], openId?: string): string {
  const open = messages.find((message) => message.id === openId) ?? messages[0];
  const list = messages
    .map(
      (message) =>
        `<a href="?open=${encodeURIComponent(message.id)}"${message === open ? ' aria-current="true"' : ''}><strong>${escape(message.subject)}</strong><span>${escape(message.recipient)} · ${escape(message.createdAt.toISOString().slice(0, 16).replace('T', ' '))} UTC</span></a>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title><style>${STYLE}</style></head><body>
<header><h1>Mailbox</h1><p>No mail server is set up, so messages wait here instead of being sent. Set SMTP_URL to send them.</p></header>
${
  open
    ? `<main><nav aria-label="Messages">${list}</nav><iframe title="${escape(open.subject)}" src="mailbox/${encodeURIComponent(open.id)}"></iframe></main>`
    : '<p class="empty">Nothing here yet. Place an order and its confirmation appears here.</p>'
}</body></html>`;
}
