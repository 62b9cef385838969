import type { Appearance } from './channel.ts';

const THEMES: Record<string, Record<string, string>> = {
  stripe: {
    colorPrimary: '#0570de',
    colorBackground: '#ffffff',
    colorText: '#30313d',
    colorDanger: '#df1b41',
    colorTextSecondary: '#6d6e78',
    colorTextPlaceholder: '#757680',
    inputColorBorder: '#e6e6e6',
  },
  flat: {
    colorPrimary: '#0570de',
    colorBackground: '#f1f1f1',
    colorText: '#1a1b25',
    colorDanger: '#c0123c',
    colorTextSecondary: '#545969',
    colorTextPlaceholder: '#6a7383',
    inputColorBorder: 'transparent',
  },
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorDanger: '#fe87a1',
    colorTextSecondary: '#bdc2cc',
    colorTextPlaceholder: '#a3a8b4',
    inputColorBorder: '#424353',
  },
};

const BASE: Record<string, string> = {
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizeBase: '16px',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  spacingUnit: '4px',
  borderRadius: '6px',
};

const SELECTOR = /^\.(Input|Label|Error|Ribbon|TestCard)(--[a-z]+)?(:(hover|focus|disabled|autofill)|::placeholder)?$/;

let rules: CSSStyleSheet | undefined;

/** Applies Stripe's Appearance API: a theme, variables as custom properties, and rules for the classes that exist here. */
export function applyAppearance(appearance: Appearance): void {
  const theme = THEMES[appearance.theme ?? 'stripe'] ?? THEMES['stripe'];
  const { style } = document.documentElement;
  const variables = { ...BASE, ...theme, ...appearance.variables };
  for (const [name, value] of Object.entries(variables)) {
    if (/^[a-zA-Z0-9]+$/.test(name) && isHarmless(value)) style.setProperty(`--${name}`, String(value));
  }
  // Stripe's older names of two sizes and of the secondary colors.
  const { fontSizeBase = '16px' } = variables;
  if (!appearance.variables?.['fontSizeSm']) style.setProperty('--fontSizeSm', `calc(${fontSizeBase} * 0.93)`);
  document.documentElement.dataset['motion'] = appearance.disableAnimations ? 'none' : 'some';
  applyRules(appearance.rules ?? {});
}

function applyRules(given: NonNullable<Appearance['rules']>): void {
  if (!rules) {
    rules = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  }
  rules.replaceSync('');
  for (const [selector, properties] of Object.entries(given)) {
    if (!SELECTOR.test(selector.trim())) continue;
    // A state such as `.Input--invalid` must win over a rule for `.Input`, whichever was written first.
    const exact = selector.trim().replace(/^\.(\w+)--/, '.$1.$1--');
    const index = rules.insertRule(`${exact} {}`, rules.cssRules.length);
    const rule = rules.cssRules[index] as CSSStyleRule;
    for (const [name, value] of Object.entries(properties)) {
      if (isHarmless(value))
        rule.style.setProperty(
          name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
          String(value),
        );
    }
  }
}

/** A page may color the frame, not make it load things or cover itself. */
function isHarmless(value: unknown): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    !/url\(|expression|@import|fixed|absolute/i.test(String(value))
  );
}
