export const PAYMENT_STYLES = `
:root { color-scheme: light only; background: transparent; }
* { box-sizing: border-box; }
body { margin: 0; padding: 4px; background: transparent; color: var(--colorText); font-family: var(--fontFamily); font-size: var(--fontSizeBase);
  line-height: 1.4; -webkit-font-smoothing: antialiased; overflow: hidden; }
form { display: grid; gap: calc(var(--spacingUnit) * 3.5) calc(var(--spacingUnit) * 3); grid-template-columns: 1fr 1fr; margin: 0; }
.wide { grid-column: 1 / -1; }
.Field { min-width: 0; }
.Label { display: block; margin: 0 0 var(--spacingUnit); color: var(--labelColorText, var(--colorText)); font-size: var(--labelFontSize, var(--fontSizeSm));
  font-weight: var(--labelFontWeight, var(--fontWeightNormal)); }
.Box { position: relative; }
.Input { display: block; width: 100%; min-height: 44px; margin: 0; padding: calc(var(--spacingUnit) * 2.5) calc(var(--spacingUnit) * 3); border: 1px solid var(--inputColorBorder);
  border-radius: var(--borderRadius); outline: 0; background: var(--colorBackground); color: var(--colorText); font: inherit; font-variant-numeric: tabular-nums;
  box-shadow: var(--inputBoxShadow, 0 1px 1px rgb(0 0 0 / 3%), 0 3px 6px rgb(0 0 0 / 2%)); transition: border-color 120ms ease, box-shadow 120ms ease; appearance: none; }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input:focus { border-color: var(--inputFocusColorBorder, var(--colorPrimary)); outline: 2px solid transparent;
  box-shadow: var(--inputFocusBoxShadow, var(--focusBoxShadow, 0 0 0 3px color-mix(in srgb, var(--colorPrimary) 25%, transparent), 0 1px 1px rgb(0 0 0 / 3%))); }
.Input.Input--invalid, .Input.Input--invalid:focus { border-color: var(--colorDanger); color: var(--colorDanger); }
.Input.Input--invalid:focus { box-shadow: 0 0 0 3px color-mix(in srgb, var(--colorDanger) 20%, transparent); }
.Input:autofill { -webkit-text-fill-color: var(--colorText); box-shadow: 0 0 0 40px var(--colorBackground) inset; }
.Icons { position: absolute; inset-block: 0; inset-inline-end: calc(var(--spacingUnit) * 3); display: flex; gap: 4px; align-items: center; pointer-events: none; color: var(--colorTextSecondary); }
.BrandIcon { display: block; width: 24px; height: 16px; }
.Input.withIcon { padding-inline-end: calc(var(--spacingUnit) * 3 + 32px); }
.Input.withIcons:placeholder-shown { padding-inline-end: calc(var(--spacingUnit) * 3 + 116px); }
[dir=rtl] .Input.ltr { direction: ltr; text-align: right; }
[dir=rtl] .Input.ltr.withIcon { padding-right: calc(var(--spacingUnit) * 3); padding-left: calc(var(--spacingUnit) * 3 + 32px); }
[dir=rtl] .Input.ltr.withIcons:placeholder-shown { padding-left: calc(var(--spacingUnit) * 3 + 116px); }
.Select { position: relative; }
.Select .Input { padding-inline-end: 34px; text-overflow: ellipsis; }
.Select svg { position: absolute; inset-inline-end: 12px; top: 50%; width: 12px; height: 12px; margin-top: -6px; pointer-events: none; color: var(--colorTextSecondary); }
.Error { margin: var(--spacingUnit) 0 0; color: var(--colorDanger); font-size: var(--fontSizeSm); }
.Error:empty { display: none; }
.Terms { margin: 0; color: var(--colorTextSecondary); font-size: 0.8125em; line-height: 1.45; }
.Ribbon { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: center; justify-content: space-between; padding: 5px 6px 5px 12px; border: 1px solid color-mix(in srgb, #f5a623 50%, var(--colorBackground));
  border-radius: var(--borderRadius); background: color-mix(in srgb, #f5a623 11%, var(--colorBackground)); color: color-mix(in srgb, var(--colorText) 62%, #9a6200); font-size: 13px; line-height: 1.35; }
[dir=rtl] .Ribbon { padding: 5px 12px 5px 6px; }
.Ribbon span { display: inline-flex; gap: 7px; align-items: center; min-width: 0; }
.Ribbon span::before { content: ''; flex: none; width: 8px; height: 8px; border-radius: 50%; background: #f5a623; box-shadow: 0 0 0 3px rgb(245 166 35 / 22%); }
.Ribbon button { min-height: 32px; padding: 4px 6px; margin-inline-start: 9px; border: 0; border-radius: max(4px, calc(var(--borderRadius) - 2px)); background: transparent; color: inherit; font: inherit; font-weight: 600;
  text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
.Ribbon button:hover { background: rgb(245 166 35 / 16%); }
button:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.TestCards { display: grid; gap: 6px; margin: 0; padding: 0; list-style: none; }
.TestCards[hidden] { display: none; }
.TestCard { display: grid; grid-template-columns: auto 1fr auto; gap: 2px 10px; align-items: center; width: 100%; min-height: 44px; padding: 7px 12px; border: 1px solid var(--inputColorBorder);
  border-radius: var(--borderRadius); background: var(--colorBackground); color: var(--colorText); font: inherit; font-size: 14px; text-align: start; cursor: pointer; transition: border-color 120ms ease; }
.TestCard:hover { border-color: var(--colorPrimary); }
.TestCard b { direction: ltr; font-weight: 500; font-variant-numeric: tabular-nums; white-space: nowrap; }
.TestCard small { color: var(--colorTextSecondary); font-size: 13px; text-align: end; }
@media (max-width: 400px) { .TestCard { grid-template-columns: auto 1fr; } .TestCard small { grid-column: 2; text-align: start; } }
@media (max-width: 350px) { .Icons svg:nth-child(n + 3) { display: none; } .Input.withIcons:placeholder-shown { padding-inline-end: calc(var(--spacingUnit) * 3 + 60px); } }
@media (max-width: 340px) { .narrow-wide { grid-column: 1 / -1; } }
[data-motion=none] * { transition: none; }
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
@media (forced-colors: active) { .Input, .TestCard, .Ribbon { border-color: CanvasText; } }
`;
