import type { Context } from '../context.ts';
import type { Kind } from '../store/store.ts';
import { presentAccount } from '../objects/account-mirror.ts';
import { asOfNow } from '../objects/balance.ts';
import { invalidRequest } from './api-error.ts';
import { listPage } from './list-page.ts';

const KIND_OF_PREFIX: Record<string, Kind> = {
  pi: 'payment_intent',
  seti: 'setup_intent',
  ch: 'charge',
  py: 'charge',
  pm: 'payment_method',
  cus: 'customer',
  re: 'refund',
  pyr: 'refund',
  txn: 'balance_transaction',
  tr: 'transfer',
  trr: 'transfer_reversal',
  du: 'dispute',
  po: 'payout',
  tu: 'topup',
  prv: 'review',
  issfr: 'fraud_warning',
  ba: 'bank_account',
  file: 'file',
};

type Node = Record<string, unknown>;

/** Replaces ids by the objects they name along each `expand[]` path, at most four levels deep. Works on a copy. */
export function expandPaths(context: Context, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Node;
  for (const path of paths) {
    const parts = path.split('.');
    if (parts.length > 4)
      throw invalidRequest('You cannot expand more than 4 levels of a property.', { param: 'expand' });
    expandInto(context, copy, parts, path);
  }
  return copy;
}

function expandInto(context: Context, node: Node, [part, ...rest]: string[], path: string): void {
  if (part === undefined) return;
  if (part === 'data' && Array.isArray(node['data'])) {
    for (const row of node['data'] as Node[]) expandInto(context, row, rest, path);
    return;
  }
  const value = part in node ? node[part] : undefined;
  if (value === undefined) {
    const listed = listOf(context, node, part);
    if (listed === undefined) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    if (listed === null) return;
    node[part] = listed;
  } else if (typeof value === 'string') {
    const found = lookUp(context, value);
    if (!found) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    node[part] = found;
  }
  const next = node[part];
  if (next !== null && typeof next === 'object') expandInto(context, next as Node, rest, path);
}

function lookUp(context: Context, id: string): Node | undefined {
  const account = context.store.platform.find('account', id);
  if (account) return presentAccount(context, account) as unknown as Node;
  const kind = KIND_OF_PREFIX[id.slice(0, id.indexOf('_'))];
  const found = kind && (context.scope.find(kind, id) ?? elsewhere(context, kind, id));
  if (!found) return undefined;
  if (kind === 'balance_transaction') return asOfNow(context, structuredClone(found) as never) as unknown as Node;
  return structuredClone(found) as unknown as Node;
}

/** What a transfer made on the account it went to is shown to the platform that sent it. */
function elsewhere(context: Context, kind: Kind, id: string): object | undefined {
  if (!/^pyr?_/.test(id)) return undefined;
  for (const scope of context.store.scopes()) {
    const found = scope.find(kind, id);
    if (found) return found as object;
  }
  return undefined;
}

/** Lists that an object carries only when asked for. */
function listOf(context: Context, node: Node, part: string): object | null | undefined {
  if (node['object'] === 'charge' && part === 'refunds') {
    const rows = context.scope.where('refund', 'charge', node['id'] as string);
    return structuredClone(listPage(rows, {}, `/v1/charges/${node['id'] as string}/refunds`));
  }
  if (part === 'line_items' && (node['object'] === 'tax.calculation' || node['object'] === 'tax.transaction')) {
    const id = node['id'] as string;
    const items = (context.scope.find('tax_calculation', id) ?? context.scope.find('tax_transaction', id))?.items ?? [];
    const url = `/v1/${(node['object'] as string).replace('.', '/')}s/${id}/line_items`;
    return structuredClone(listPage<{ id: string }>(items.toReversed(), {}, url));
  }
  // Optional properties of a known object that happen to be unset.
  return ['transfer', 'failure_balance_transaction', 'sources', 'subscriptions', 'tax_ids'].includes(part)
    ? null
    : undefined;
}
