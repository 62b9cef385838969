export const CHALLENGE_STYLES = `
:root { color-scheme: light only; --ink: #1b2430; --soft: #5b6675; --line: #e2e7ee; --bank: #14532d; --bank-soft: #ecf5ef; background: transparent; }
* { box-sizing: border-box; }
body { display: grid; min-height: 100dvh; margin: 0; padding: 16px; place-items: center; background: rgb(15 23 42 / 46%); color: var(--ink);
  font: 16px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-font-smoothing: antialiased; }
body.page { background: #f3f5f8; }
main { width: 100%; max-width: 420px; overflow: hidden; border-radius: 14px; background: #fff; box-shadow: 0 24px 60px rgb(15 23 42 / 30%); animation: rise 180ms ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
@media (prefers-reduced-motion: reduce) { main { animation: none; } }
header { display: flex; gap: 12px; align-items: center; padding: 16px 12px 16px 20px; border-bottom: 1px solid var(--line); }
.mark { display: grid; flex: none; width: 36px; height: 36px; border-radius: 9px; background: var(--bank); color: #fff; place-items: center; }
.mark svg { width: 22px; height: 22px; }
.bank { flex: 1; min-width: 0; font-weight: 650; line-height: 1.2; }
.bank small { display: block; color: #8a5a00; font-size: 12.5px; font-weight: 500; }
.close { display: grid; width: 40px; height: 40px; border: 0; border-radius: 8px; background: none; color: var(--soft); cursor: pointer; place-items: center; }
.close:hover { background: #f1f4f7; color: var(--ink); }
.close svg { width: 18px; height: 18px; }
section { padding: 20px; }
h1 { margin: 0 0 6px; font-size: 20px; line-height: 1.25; letter-spacing: -0.01em; }
p { margin: 0; color: var(--soft); font-size: 15px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 9px 16px; margin: 18px 0; padding: 14px 16px; border-radius: 10px; background: var(--bank-soft); font-size: 15px; }
dt { color: #3f5a49; }
dd { margin: 0; font-weight: 550; font-variant-numeric: tabular-nums; text-align: end; overflow-wrap: anywhere; }
.actions { display: grid; gap: 10px; }
.actions button { min-height: 46px; padding: 10px 16px; border: 1px solid transparent; border-radius: 10px; font: inherit; font-weight: 600; cursor: pointer; }
.actions .go { background: var(--bank); color: #fff; }
.actions .go:hover { background: #0f4324; }
.actions .stop { border-color: var(--line); background: #fff; color: var(--ink); }
.actions .stop:hover { border-color: #c7d0db; background: #f8fafb; }
button:disabled { opacity: 0.55; cursor: default; }
button:focus-visible { outline: 3px solid #86c79d; outline-offset: 2px; }
footer { padding: 0 20px 18px; color: var(--soft); font-size: 13px; text-align: center; }
`;
