import type { Program, VisitorObject } from 'oxc-parser';

interface AnyNode {
  readonly type: string;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as Partial<AnyNode>).type === 'string';

/**
 * Calls the visitor for each node, parents first. The parser's own walker is an ES module behind `require`, which Jest's
 * module loader cannot follow.
 */
export function visit(program: Program, visitor: VisitorObject): void {
  const byType = visitor as Readonly<Record<string, ((node: AnyNode) => void) | undefined>>;
  const walk = (node: AnyNode): void => {
    byType[node.type]?.(node);
    for (const value of Object.values(node) as unknown[]) {
      if (Array.isArray(value)) value.filter(isNode).forEach(walk);
      else if (isNode(value)) walk(value);
    }
  };
  walk(program);
}
