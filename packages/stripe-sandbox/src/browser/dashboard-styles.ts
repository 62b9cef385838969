export const DASHBOARD_STYLES = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #1a1f2b; --soft: #5d6675; --line: #e3e7ed; --accent: #4f46e5; --good: #0f7a4a; --good-bg: #e3f5ec; --warn: #8a5a00; --warn-bg: #fff3d6;
  --bad: #b3183b; --bad-bg: #fde7ec; --info: #2a5bd7; --info-bg: #e8eefc; --idle: #566070; --idle-bg: #eceff3; --shade: rgb(20 26 40 / 4%); }
@media (prefers-color-scheme: dark) { :root { --bg: #12151b; --card: #1a1e26; --ink: #e9ecf1; --soft: #9aa4b3; --line: #2a303b; --accent: #9a93ff; --good: #5fd39b; --good-bg: #143324; --warn: #f0c265; --warn-bg: #382c12;
  --bad: #ff8ba3; --bad-bg: #3d1a23; --info: #8fb0ff; --info-bg: #1b2743; --idle: #a6afbd; --idle-bg: #262c36; --shade: rgb(255 255 255 / 4%); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 14px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-font-smoothing: antialiased; }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.top { position: sticky; top: 0; z-index: 2; border-bottom: 1px solid var(--line); background: color-mix(in srgb, var(--card) 92%, transparent); backdrop-filter: blur(8px); }
.top > div, main { max-width: 1360px; margin: 0 auto; padding: 0 24px; }
.top > div { display: flex; gap: 12px; align-items: center; min-height: 60px; }
.mark { display: block; flex: none; width: 32px; height: 32px; }
h1 { flex: none; margin: 0; font-size: 16px; letter-spacing: -0.01em; }
h1 small { display: block; color: var(--soft); font-size: 12px; font-weight: 400; letter-spacing: 0; }
.ribbon { padding: 3px 10px; border-radius: 99px; background: var(--warn-bg); color: var(--warn); font-size: 12.5px; font-weight: 600; }
.clock { margin-inline-start: auto; color: var(--soft); font-variant-numeric: tabular-nums; text-align: end; }
.clock b { color: var(--ink); font-weight: 550; }
nav { display: flex; gap: 2px; max-width: 1360px; margin: 0 auto; padding: 0 16px; overflow-x: auto; scrollbar-width: none; }
nav a { flex: none; padding: 9px 10px; border-bottom: 2px solid transparent; color: var(--soft); font-weight: 500; text-decoration: none; white-space: nowrap; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { border-color: var(--accent); color: var(--ink); }
nav a:focus-visible { outline-offset: -2px; }
.notice { position: fixed; inset-block-end: 16px; inset-inline: 16px; z-index: 3; width: fit-content; max-width: 640px; margin: 0 auto; padding: 10px 16px; border-radius: 10px; background: var(--ink); color: var(--bg);
  font: 14px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Arial, sans-serif; }
.notice:empty { display: none; }
.body { max-height: 420px; margin: 0; padding: 12px 14px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.detail p { margin: 0; overflow-wrap: anywhere; }
.deliveries:empty, .money:empty { display: none; }
.deliveries, .deliveries > div, .money { display: grid; gap: 6px; }
.deliveries ol { margin: 0; padding-inline-start: 22px; color: var(--soft); font-variant-numeric: tabular-nums; }
.money .rows { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.money .rows:empty { display: none; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 20px; padding-block: 20px 48px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 0; }
.tiles div { padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.tiles dt { color: var(--soft); font-size: 12.5px; }
.tiles dd { margin: 2px 0 0; font-size: 22px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles dd small { display: block; color: var(--soft); font-size: 12.5px; font-weight: 400; letter-spacing: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); gap: 20px; align-items: start; }
@media (max-width: 1020px) { .columns { grid-template-columns: minmax(0, 1fr); } }
.panel { overflow: hidden; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.panel > header { display: flex; gap: 10px; align-items: baseline; justify-content: space-between; padding: 14px 16px; border-bottom: 1px solid var(--line); }
h2 { margin: 0; font-size: 15px; letter-spacing: -0.005em; }
.panel > header span { color: var(--soft); font-size: 13px; }
.empty { padding: 32px 20px; color: var(--soft); text-align: center; }
.rows { margin: 0; padding: 0; list-style: none; }
.rows > li + li { border-top: 1px solid var(--line); }
.payment summary { display: grid; grid-template-columns: minmax(124px, 0.6fr) minmax(128px, max-content) minmax(0, 1fr) auto; gap: 4px 14px; align-items: center; padding: 11px 16px; cursor: pointer; list-style: none; }
.payment summary::-webkit-details-marker { display: none; }
.payment summary:hover, .payment details[open] > summary { background: var(--shade); }
.amount { min-width: 0; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.amount small { display: block; color: var(--soft); font-weight: 400; }
.what { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.what small { display: block; overflow: hidden; color: var(--soft); text-overflow: ellipsis; }
time { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge { display: inline-block; padding: 2px 8px; border-radius: 6px; background: var(--idle-bg); color: var(--idle); font-size: 12px; font-weight: 550; white-space: nowrap; }
.badge.good { background: var(--good-bg); color: var(--good); } .badge.warn { background: var(--warn-bg); color: var(--warn); }
.badge.bad { background: var(--bad-bg); color: var(--bad); } .badge.info { background: var(--info-bg); color: var(--info); }
.detail { display: grid; gap: 12px; padding: 4px 16px 16px; background: var(--shade); }
.detail dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; }
.detail dt { color: var(--soft); }
.detail dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12.5px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.event { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; align-items: center; padding: 9px 16px; }
.event b { font-weight: 550; overflow-wrap: anywhere; }
.event .from { overflow: hidden; color: var(--soft); text-overflow: ellipsis; white-space: nowrap; }
.event .link { justify-self: end; }
.link { min-height: 24px; padding: 0; border: 0; background: none; color: var(--accent); font-size: 13px; cursor: pointer; }
.link:hover { text-decoration: underline; }
.event .side { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; justify-content: end; }
.columns .scroll { max-height: 620px; overflow-y: auto; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.button { min-height: 34px; padding: 5px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); font-weight: 500; cursor: pointer; }
.button:hover { border-color: var(--soft); }
.button.danger { color: var(--bad); }
.button[aria-pressed=true] { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 12%, var(--card)); color: var(--accent); }
.controls { display: grid; grid-template-columns: repeat(auto-fit, minmax(215px, 1fr)); gap: 18px 24px; padding: 16px; }
.controls h3 { margin: 0 0 2px; font-size: 13.5px; }
.controls p { margin: 0 0 8px; color: var(--soft); font-size: 13px; }
main.receipt { gap: 8px; max-width: 460px; margin: 8vh auto; padding: 28px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
.receipt .ribbon { justify-self: start; }
.receipt h1 { margin-top: 14px; font-size: 32px; letter-spacing: -0.02em; line-height: 1.1; }
.receipt p { margin: 0 0 14px; color: var(--soft); }
.receipt .detail { padding: 14px 16px; border-radius: 10px; }
@media (max-width: 640px) { .top > div, main { padding-inline: 14px; } .clock, h1 small { display: none; } .ribbon { margin-inline-start: auto; }
  .payment summary { grid-template-columns: minmax(0, 1fr) auto; } .payment .state, .payment time { justify-self: end; } .payment .what { grid-column: 1; } .tiles { grid-template-columns: 1fr 1fr; } }
`;
