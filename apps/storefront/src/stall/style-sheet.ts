const made = new Map<string, CSSStyleSheet>();

/** Gives a root styles that it does not have yet. Constructed sheets need no leave from a page's content policy. */
export function dressWith(root: ShadowRoot | Document, ...styles: string[]): void {
  for (const css of styles) {
    let sheet = made.get(css);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      made.set(css, sheet);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}
