type Child = Node | string | null;

/** Builds an element; attributes are set one by one, so nothing is ever parsed as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

export function svg(
  tag: string,
  attributes: Record<string, string> = {},
  ...children: (SVGElement | string)[]
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Adds a style sheet through the object model: allowed under a policy that forbids inline styles. */
export function adoptStyles(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return sheet;
}

/** Runs a check whenever a filled field is left. */
export function afterLeaving(control: HTMLInputElement | HTMLSelectElement, check: () => void): void {
  control.addEventListener('blur', () => {
    if (control.value.trim() !== '') check();
  });
}
