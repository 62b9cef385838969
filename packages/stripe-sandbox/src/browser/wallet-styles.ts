export const WALLET_STYLES = `
:root { color-scheme: light only; --ink: #16201b; --soft: #5b6a62; --line: #e1e8e4; --link: #00d66f; background: transparent; }
* { box-sizing: border-box; }
body { display: grid; min-height: 100dvh; margin: 0; padding: 16px; place-items: center; background: rgb(15 23 42 / 46%); color: var(--ink);
  font: 15px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-font-smoothing: antialiased; }
main { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; width: 100%; max-width: 430px; max-height: calc(100dvh - 32px); overflow: hidden; border-radius: 16px; background: #fff;
  box-shadow: 0 24px 60px rgb(15 23 42 / 30%); animation: rise 180ms ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@media (prefers-reduced-motion: reduce) { main { animation: none; } }
@media (max-width: 480px) { body { padding: 0; place-items: end stretch; } main { max-width: none; max-height: calc(100dvh - 24px); border-radius: 16px 16px 0 0; } }
header { display: flex; gap: 10px; align-items: center; padding: 12px 10px 12px 20px; border-bottom: 1px solid var(--line); }
header svg { height: 22px; width: auto; }
header small { flex: 1; color: #8a5a00; font-size: 12.5px; font-weight: 500; }
.close { width: 40px; height: 40px; border: 0; border-radius: 8px; background: none; color: var(--soft); font-size: 20px; line-height: 1; cursor: pointer; }
.close:hover { background: #f0f4f2; }
.body { overflow-y: auto; padding: 4px 20px 16px; }
fieldset { min-width: 0; margin: 0; padding: 14px 0 0; border: 0; }
legend { padding: 0; float: inline-start; width: 100%; margin-bottom: 6px; color: var(--soft); font-size: 13px; font-weight: 500; }
label.choice { display: grid; clear: both; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 12px; align-items: center; min-height: 48px; padding: 8px 12px; border: 1px solid var(--line); cursor: pointer; }
label.choice:first-of-type { border-radius: 10px 10px 0 0; } label.choice:last-of-type { border-radius: 0 0 10px 10px; } label.choice:only-of-type { border-radius: 10px; }
label.choice + label.choice { margin-top: -1px; }
label.choice:has(:checked) { position: relative; border-color: #04b561; background: #f0fbf5; }
label.choice:has(:focus-visible) { outline: 2px solid #04b561; outline-offset: 1px; }
label.choice input { width: 17px; height: 17px; margin: 0; accent-color: #04b561; }
label.choice small { display: block; color: var(--soft); font-size: 13px; }
label.choice span:last-child { font-variant-numeric: tabular-nums; }
.field { width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; color: inherit; font: inherit; }
.field:focus { border-color: #04b561; outline: 2px solid transparent; box-shadow: 0 0 0 3px rgb(0 214 111 / 22%); }
.lines { display: grid; clear: both; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; margin: 16px 0 0; font-variant-numeric: tabular-nums; }
.lines dt { color: var(--soft); } .lines dd { margin: 0; text-align: end; }
.lines .total { padding-top: 8px; color: var(--ink); font-size: 17px; font-weight: 650; }
.problem { margin: 10px 0 0; color: #b3183b; } .problem:empty { display: none; }
footer { padding: 12px 20px 18px; border-top: 1px solid var(--line); }
.pay { width: 100%; min-height: 48px; border: 0; border-radius: 10px; background: var(--link); color: #011e0f; font: inherit; font-size: 16px; font-weight: 600; cursor: pointer; }
.pay:hover { background: #00c265; } .pay:disabled { opacity: 0.55; cursor: default; }
.pay:focus-visible, .close:focus-visible { outline: 3px solid #7fe6b2; outline-offset: 2px; }
footer p { margin: 10px 0 0; color: var(--soft); font-size: 13px; text-align: center; }
`;
