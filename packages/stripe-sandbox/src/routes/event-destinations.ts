import type Stripe from 'stripe';
import { mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { jsonRoute, type Route } from '../http/route.ts';
import { newId, randomText } from '../objects/ids.ts';
import type { ThinEvent } from '../store/store.ts';
import { thinEvent } from '../webhooks/notify.ts';

type Destination = Stripe.V2.Core.EventDestination;
type Include = { include?: string[] };
type CreateBody = Stripe.V2.Core.EventDestinationCreateParams & Include;
type UpdateBody = Stripe.V2.Core.EventDestinationUpdateParams & Include;

interface EventQuery {
  created?: { gt?: string; gte?: string; lt?: string; lte?: string };
  limit?: string;
  object_id?: string;
  page?: string;
  types?: string[];
}

/** The address and the secret are shown only where `include` names them, the secret only once. */
function shown(destination: Destination, include: string[] = [], isNew = false): object {
  const hasUrl = include.includes('webhook_endpoint.url');
  const hasSecret = isNew && include.includes('webhook_endpoint.signing_secret');
  const { webhook_endpoint: endpoint, ...rest } = destination;
  if (!hasUrl && !hasSecret) return rest;
  return {
    ...rest,
    webhook_endpoint: {
      ...(hasSecret ? { signing_secret: endpoint?.signing_secret } : {}),
      ...(hasUrl ? { url: endpoint?.url } : {}),
    },
  };
}

const instant = (context: Context): string => new Date(context.now * 1000).toISOString();

function destinationOf(context: Context, id: string): Destination {
  return need({ ...context, scope: context.store.platform }, 'event_destination', id);
}

function save(context: Context, destination: Destination): Destination {
  destination.updated = instant(context);
  return context.store.platform.put('event_destination', destination);
}

function assertUrl(url: string | undefined): string {
  if (url && /^https?:\/\/\S+$/.test(url)) return url;
  throw invalidRequest('The webhook endpoint needs an http(s) URL.', {
    code: 'invalid_url',
    param: 'webhook_endpoint.url',
  });
}

function create(context: Context, body: CreateBody): object {
  if (body.type !== 'webhook_endpoint') {
    throw invalidRequest('Only destinations of type webhook_endpoint are delivered to here.', { param: 'type' });
  }
  const destination: Destination = {
    id: newId('ed'),
    object: 'v2.core.event_destination',
    created: instant(context),
    description: body.description ?? '',
    enabled_events: body.enabled_events,
    event_payload: body.event_payload,
    events_from: body.events_from ?? ['@self'],
    livemode: false,
    metadata: mergeMetadata({}, body.metadata as Record<string, string> | undefined),
    name: body.name,
    ...(body.event_payload === 'snapshot'
      ? { snapshot_api_version: body.snapshot_api_version ?? '2026-10-28.endive' }
      : {}),
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: instant(context),
    webhook_endpoint: {
      signing_secret: `whsec_${randomText(32)}`,
      url: assertUrl(body.webhook_endpoint?.url),
    },
  };
  return shown(context.store.platform.put('event_destination', destination), body.include, true);
}

function listed(context: Context, query: EventQuery): object {
  const start = Number(query.page ?? 0);
  const limit = Math.min(Math.max(Number(query.limit ?? 20), 1), 100);
  const bound = (text: string | undefined): number => (text === undefined ? NaN : Date.parse(text));
  const { gt, gte, lt, lte } = query.created ?? {};
  const fits = (event: ThinEvent): boolean => {
    const at = Date.parse(event.created);
    const isOutside = at <= bound(gt) || at < bound(gte) || at >= bound(lt) || at > bound(lte);
    return !isOutside && (!query.types || query.types.includes(event.type));
  };
  const found: ThinEvent[] = [];
  for (const event of context.store.platform.rows('thin_event', { object: query.object_id }).newest()) {
    if (fits(event)) found.push(event);
    if (found.length > start + limit) break;
  }
  const at = (page: number): string => {
    const params = new URLSearchParams({ limit: `${limit}`, page: `${page}` });
    if (query.object_id) params.set('object_id', query.object_id);
    query.types?.forEach((type, index) => params.set(`types[${index}]`, type));
    return `/v2/core/events?${params.toString()}`;
  };
  return {
    data: found.slice(start, start + limit),
    next_page_url: found.length > start + limit ? at(start + limit) : null,
    previous_page_url: start > 0 ? at(Math.max(0, start - limit)) : null,
  };
}

/** Events v2 and the destinations that they, or snapshot events, are sent to. */
export const eventDestinationRoutes: Route[] = [
  jsonRoute<EventQuery>('GET /v2/core/events', listed),
  jsonRoute('GET /v2/core/events/:id', (context, _query, id = '') =>
    need({ ...context, scope: context.store.platform }, 'thin_event', id),
  ),
  jsonRoute<CreateBody>('POST /v2/core/event_destinations', create),
  jsonRoute<Include & { limit?: string }>('GET /v2/core/event_destinations', (context, query) => ({
    data: [...context.store.platform.rows('event_destination').newest()]
      .slice(0, Number(query.limit ?? 20))
      .map((destination) => shown(destination, query.include)),
    next_page_url: null,
    previous_page_url: null,
  })),
  jsonRoute<Include>('GET /v2/core/event_destinations/:id', (context, query, id = '') =>
    shown(destinationOf(context, id), query.include),
  ),
  jsonRoute<UpdateBody>('POST /v2/core/event_destinations/:id', (context, body, id = '') => {
    const destination = destinationOf(context, id);
    if (body.description !== undefined) destination.description = body.description;
    if (body.name !== undefined) destination.name = body.name;
    if (body.enabled_events) destination.enabled_events = body.enabled_events;
    if (body.webhook_endpoint) {
      destination.webhook_endpoint = {
        ...destination.webhook_endpoint,
        url: assertUrl(body.webhook_endpoint.url),
      };
    }
    // In JSON a null removes its key, as an empty value does in a form.
    const change = Object.entries(body.metadata ?? {}).map(([key, value]) => [
      key,
      value === null ? '' : String(value),
    ]);
    destination.metadata = mergeMetadata(
      destination.metadata ?? {},
      Object.fromEntries(change) as Record<string, string>,
    );
    return shown(save(context, destination), body.include);
  }),
  jsonRoute('DELETE /v2/core/event_destinations/:id', (context, _body, id = '') => {
    destinationOf(context, id);
    context.store.platform.remove('event_destination', id);
    return { id, object: 'v2.core.event_destination' };
  }),
  jsonRoute('POST /v2/core/event_destinations/:id/disable', (context, _body, id = '') => {
    const destination = destinationOf(context, id);
    destination.status = 'disabled';
    destination.status_details = { disabled: { reason: 'user' } };
    return shown(save(context, destination));
  }),
  jsonRoute('POST /v2/core/event_destinations/:id/enable', (context, _body, id = '') => {
    const destination = destinationOf(context, id);
    destination.status = 'enabled';
    delete destination.status_details;
    return shown(save(context, destination));
  }),
  jsonRoute('POST /v2/core/event_destinations/:id/ping', (context, _body, id = '') => {
    const { object } = destinationOf(context, id);
    const event = thinEvent(context, 'v2.core.event_destination.ping', {
      id,
      type: object,
      url: `/v2/core/event_destinations/${id}`,
    });
    context.store.platform.put('thin_event', event);
    context.onThinEvent(event, id);
    return event;
  }),
];
