import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { noSuch } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { bool, expand, int, metadata, oneOf, page, range, str } from '../http/schema.ts';
import { createTransfer, reverseTransfer } from '../objects/transfer.ts';

type Meta = Record<string, string>;

function needReversal(context: Context, transfer: string, id: string): Stripe.TransferReversal {
  const reversal = need(context, 'transfer_reversal', id);
  if (reversal.transfer !== transfer) throw noSuch('transfer_reversal', id);
  return reversal;
}

export const transferRoutes: Route[] = [
  route<Stripe.TransferCreateParams>(
    'POST /v1/transfers',
    {
      amount: int,
      currency: str,
      destination: str,
      description: str,
      expand,
      metadata,
      source_transaction: str,
      source_type: oneOf('bank_account', 'card', 'fpx'),
      transfer_group: str,
    },
    (context, params) =>
      createTransfer(context, {
        amount: params.amount,
        currency: params.currency,
        destination: params.destination,
        description: params.description,
        metadata: params.metadata as Meta | undefined,
        sourceTransaction: params.source_transaction,
        transferGroup: params.transfer_group,
      }),
    { required: ['currency', 'destination'] },
  ),
  route<Stripe.TransferListParams>(
    'GET /v1/transfers',
    { ...page, created: range, destination: str, expand, transfer_group: str },
    (context, params) =>
      walkPage(
        context.scope.rows('transfer', { transfer_group: params.transfer_group, destination: params.destination }),
        params,
        '/v1/transfers',
        (transfer) =>
          isWithin(transfer.created, params.created) &&
          (!params.destination || transfer.destination === params.destination) &&
          (!params.transfer_group || transfer.transfer_group === params.transfer_group),
      ),
  ),
  route<Stripe.TransferRetrieveParams>('GET /v1/transfers/:id', { expand }, (context, _params, id = '') =>
    need(context, 'transfer', id),
  ),
  route<Stripe.TransferUpdateParams>(
    'POST /v1/transfers/:id',
    { description: str, expand, metadata },
    (context, params, id = '') => {
      const transfer = need(context, 'transfer', id);
      const previous = { metadata: transfer.metadata, description: transfer.description };
      if (params.description !== undefined) transfer.description = params.description;
      transfer.metadata = mergeMetadata(transfer.metadata, params.metadata as Meta | null | undefined);
      emit(context, 'transfer.updated', transfer, previous);
      return context.scope.put('transfer', transfer);
    },
  ),
  route<Stripe.TransferCreateReversalParams>(
    'POST /v1/transfers/:id/reversals',
    { amount: int, description: str, expand, metadata, refund_application_fee: bool },
    (context, params, id = '') =>
      reverseTransfer(context, id, { amount: params.amount, metadata: params.metadata as Meta | null | undefined }),
  ),
  route<Stripe.TransferListReversalsParams>(
    'GET /v1/transfers/:id/reversals',
    { ...page, expand },
    (context, params, id = '') => {
      need(context, 'transfer', id);
      return walkPage(
        context.scope.rows('transfer_reversal', { transfer: id }),
        params,
        `/v1/transfers/${id}/reversals`,
        (row) => row.transfer === id,
      );
    },
  ),
  route<Stripe.TransferRetrieveReversalParams>(
    'GET /v1/transfers/:id/reversals/:reversal',
    { expand },
    (context, _params, id = '', reversal = '') => needReversal(context, id, reversal),
  ),
  route<Stripe.TransferUpdateReversalParams>(
    'POST /v1/transfers/:id/reversals/:reversal',
    { expand, metadata },
    (context, params, id = '', reversalId = '') => {
      const reversal = needReversal(context, id, reversalId);
      reversal.metadata = mergeMetadata(reversal.metadata, params.metadata as Meta | null | undefined);
      return context.scope.put('transfer_reversal', reversal);
    },
  ),
];
