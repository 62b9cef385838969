/** Text as it may stand in a page. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** How the pages of the house look. */
export const STYLE = `
:root { color-scheme: light dark; --canvas: light-dark(#f8f6f2, #141312); --surface: light-dark(#fff, #1d1b19);
  --raised: light-dark(#f2efe9, #282622); --ink: light-dark(#1d1b18, #f3f0ea); --soft: light-dark(#67625a, #aba59b);
  --line: light-dark(#e5e1d9, #37342f); --accent: light-dark(#1f5b4a, #8fd0b9); --on-accent: light-dark(#fff, #10201a);
  --good: light-dark(#1c6b43, #86cfa3); --warn: light-dark(#8a5300, #e9b872); --bad: light-dark(#a8321f, #f2a294); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 32px; padding-bottom: 20px; display: flex; flex-wrap: wrap; gap: 16px 24px; align-items: end; justify-content: space-between; }
h1 { margin: 0; font-size: 24px; line-height: 1.2; letter-spacing: -0.01em; }
nav { display: flex; flex-wrap: wrap; gap: 0 20px; }
nav a { display: inline-flex; align-items: center; min-height: 44px; color: inherit; text-underline-offset: 4px; }
nav .on { display: inline-block; margin-left: 6px; padding: 1px 8px; border-radius: 99px; border: 1px solid var(--bad); color: var(--bad); font-size: 13px; font-weight: 600; }
nav a[aria-current] { font-weight: 600; text-decoration: none; }
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
.tag.busy { color: var(--warn); } .tag.good { color: var(--good); } .tag.calm { color: var(--accent); } .tag.bad { color: var(--bad); }
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
.foot details { flex-basis: 100%; } .foot summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; color: var(--accent); }
.foot details form { flex-direction: column; gap: 12px; } .foot label { display: flex; justify-content: space-between; align-items: center; gap: 12px; font-size: 13px; }
.foot input { font: inherit; width: 80px; min-height: 44px; border-radius: 10px; border: 1px solid var(--line); padding: 0 12px; background: var(--surface); color: var(--ink); }
.foot b { color: var(--ink); font-variant-numeric: tabular-nums; }
.foot button, .foot select { font: inherit; min-height: 44px; border-radius: 10px; padding: 0 16px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
.foot select { padding: 0 8px; font-size: 13px; max-width: 150px; }
.foot button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.empty { grid-column: 1 / -1; border: 1px dashed var(--line); border-radius: 12px; padding: 48px 24px; text-align: center; color: var(--soft); }
.empty b { display: block; color: var(--ink); font-size: 19px; margin-bottom: 4px; }
@media (max-width: 520px) { .modes { width: 100%; } .modes button { flex: 1; padding: 8px 4px; } header { padding-top: 20px; } }
`;
