import type Stripe from 'stripe';
import { mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isWithin, listPage, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { bool, emptyable, expand, list, metadata, page, range, str } from '../http/schema.ts';
import { newId, randomText } from '../objects/ids.ts';
import type { Endpoint } from '../store/store.ts';

/** What Stripe shows of an endpoint after its creation: everything but the secret. */
function shown(endpoint: Endpoint): Stripe.WebhookEndpoint {
  const { secret: _secret, connect: _connect, ...rest } = endpoint;
  return rest;
}

function assertUrl(url: string): string {
  if (!/^https?:\/\/\S+$/.test(url))
    throw invalidRequest('Invalid URL: must be http or https.', { code: 'url_invalid', param: 'url' });
  return url;
}

/** Whether every endpoint that an event went to has taken it. */
function isDelivered(context: Context, event: string): boolean {
  return context.store.platform.where('delivery', 'open', event).length === 0;
}

/** The events that at least one endpoint has not taken yet, oldest first: few, so they are looked up instead of searched for. */
function undelivered(context: Context): Stripe.Event[] {
  return context.store.platform
    .keys('delivery', 'open')
    .map((id) => context.scope.find('event', id))
    .filter((event) => event !== undefined)
    .toSorted((a, b) => a.created - b.created);
}

export const eventRoutes: Route[] = [
  route<Stripe.EventListParams>(
    'GET /v1/events',
    { ...page, created: range, delivery_success: bool, expand, type: str, types: list(str) },
    (context, params) => {
      const wanted = params.types ?? (params.type ? [params.type] : undefined);
      const matches = (type: string): boolean =>
        !wanted ||
        wanted.some(
          (entry) => entry === '*' || entry === type || (entry.endsWith('.*') && type.startsWith(entry.slice(0, -1))),
        );
      const fits = (event: Stripe.Event): boolean => isWithin(event.created, params.created) && matches(event.type);
      if (params.delivery_success === false) {
        return listPage(undelivered(context).filter(fits), params, '/v1/events');
      }
      const [only, ...others] = wanted ?? [];
      const type = others.length === 0 && only?.includes('*') === false ? only : undefined;
      return walkPage(
        context.scope.rows('event', { type }),
        params,
        '/v1/events',
        (event) => fits(event) && (params.delivery_success === undefined || isDelivered(context, event.id)),
      );
    },
  ),
  route<Stripe.EventRetrieveParams>('GET /v1/events/:id', { expand }, (context, _params, id = '') =>
    need(context, 'event', id),
  ),
  route<Stripe.WebhookEndpointCreateParams>(
    'POST /v1/webhook_endpoints',
    {
      enabled_events: list(str),
      url: str,
      api_version: str,
      connect: bool,
      description: emptyable(str),
      expand,
      metadata,
    },
    (context, params) => {
      const endpoint: Stripe.WebhookEndpoint = {
        id: newId('we'),
        object: 'webhook_endpoint',
        api_version: params.api_version ?? null,
        application: null,
        created: context.now,
        description: params.description || null,
        enabled_events: params.enabled_events,
        livemode: false,
        metadata: mergeMetadata({}, params.metadata as Record<string, string> | undefined),
        secret: `whsec_${randomText(32)}`,
        status: 'enabled',
        url: assertUrl(params.url),
      };
      context.scope.put('webhook_endpoint', { ...endpoint, connect: params.connect ?? false });
      return endpoint;
    },
    { required: ['enabled_events', 'url'] },
  ),
  route<Stripe.WebhookEndpointListParams>('GET /v1/webhook_endpoints', { ...page, expand }, (context, params) => {
    const found = listPage(context.scope.all('webhook_endpoint'), params, '/v1/webhook_endpoints');
    return { ...found, data: found.data.map(shown) };
  }),
  route<Stripe.WebhookEndpointRetrieveParams>(
    'GET /v1/webhook_endpoints/:id',
    { expand },
    (context, _params, id = '') => shown(need(context, 'webhook_endpoint', id)),
  ),
  route<Stripe.WebhookEndpointUpdateParams>(
    'POST /v1/webhook_endpoints/:id',
    { description: emptyable(str), disabled: bool, enabled_events: list(str), expand, metadata, url: str },
    (context, params, id = '') => {
      const endpoint = need(context, 'webhook_endpoint', id);
      if (params.description !== undefined) endpoint.description = params.description || null;
      if (params.disabled !== undefined) endpoint.status = params.disabled ? 'disabled' : 'enabled';
      if (params.enabled_events) endpoint.enabled_events = params.enabled_events;
      if (params.url) endpoint.url = assertUrl(params.url);
      endpoint.metadata = mergeMetadata(
        endpoint.metadata,
        params.metadata as Record<string, string> | null | undefined,
      );
      return shown(context.scope.put('webhook_endpoint', endpoint));
    },
  ),
  route<Record<string, never>>('DELETE /v1/webhook_endpoints/:id', {}, (context, _params, id = '') => {
    need(context, 'webhook_endpoint', id);
    context.scope.remove('webhook_endpoint', id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];
