import type Stripe from 'stripe';
import { emit, mergeMetadata, need } from '../context.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, bool, expand, metadata, page, range, str } from '../http/schema.ts';
import { closeDispute, submitEvidence } from '../objects/dispute.ts';

export const disputeRoutes: Route[] = [
  route<Stripe.DisputeListParams>(
    'GET /v1/disputes',
    { ...page, charge: str, created: range, expand, payment_intent: str },
    (context, params) =>
      walkPage(
        context.scope.rows('dispute', { charge: params.charge, payment_intent: params.payment_intent }),
        params,
        '/v1/disputes',
        (dispute) =>
          isWithin(dispute.created, params.created) &&
          (!params.charge || dispute.charge === params.charge) &&
          (!params.payment_intent || dispute.payment_intent === params.payment_intent),
      ),
  ),
  route<Stripe.DisputeRetrieveParams>('GET /v1/disputes/:id', { expand }, (context, _params, id = '') =>
    need(context, 'dispute', id),
  ),
  route<Stripe.DisputeUpdateParams>(
    'POST /v1/disputes/:id',
    { evidence: any, expand, intended_submission_method: str, metadata, submit: bool },
    (context, params, id = '') => {
      const dispute = need(context, 'dispute', id);
      dispute.metadata = mergeMetadata(dispute.metadata, params.metadata as Record<string, string> | null | undefined);
      // The other fields are text; these name a file that must exist.
      for (const [field, value] of Object.entries(params.evidence ?? {})) {
        if (typeof value === 'string' && value.startsWith('file_')) need(context, 'file', value, `evidence[${field}]`);
      }
      if (params.evidence)
        return submitEvidence(context, id, params.evidence as Record<string, unknown>, params.submit !== false);
      emit(context, 'charge.dispute.updated', dispute);
      return context.scope.put('dispute', dispute);
    },
  ),
  route<Stripe.DisputeCloseParams>('POST /v1/disputes/:id/close', { expand }, (context, _params, id = '') =>
    closeDispute(context, id, 'lost'),
  ),
];
