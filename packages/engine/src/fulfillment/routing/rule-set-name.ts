/** A rule set as a decision names it, taken apart: `house@1` is version 1 of the house's. */
export function readRuleSetName(rules: string): { readonly name: string; readonly version: number } {
  const at = rules.lastIndexOf('@');
  return at === -1 ? { name: rules, version: 1 } : { name: rules.slice(0, at), version: Number(rules.slice(at + 1)) };
}
