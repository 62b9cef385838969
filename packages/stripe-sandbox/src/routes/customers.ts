import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { noSuch } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import {
  addressSchema,
  any,
  bool,
  emptyable,
  expand,
  int,
  list,
  metadata,
  oneOf,
  page,
  range,
  shippingSchema,
  str,
  type SchemaOf,
} from '../http/schema.ts';
import { newId, randomText } from '../objects/ids.ts';
import { address, attach, paymentMethodFor } from '../objects/payment-method.ts';

const SHARED = {
  address: emptyable(addressSchema),
  balance: int,
  business_name: emptyable(str),
  cash_balance: any,
  description: str,
  email: str,
  expand,
  individual_name: emptyable(str),
  invoice_prefix: str,
  invoice_settings: any,
  metadata,
  name: str,
  next_invoice_sequence: int,
  phone: str,
  preferred_locales: list(str),
  shipping: emptyable(shippingSchema),
  source: str,
  tax: any,
  tax_exempt: emptyable(oneOf('exempt', 'none', 'reverse')),
  validate: bool,
};
const CREATE: SchemaOf<Stripe.CustomerCreateParams> = {
  ...SHARED,
  payment_method: str,
  tax_id_data: any,
  test_clock: str,
};
const UPDATE: SchemaOf<Stripe.CustomerUpdateParams> = { ...SHARED, default_source: str };

function apply(context: Context, customer: Stripe.Customer, params: Stripe.CustomerUpdateParams): Stripe.Customer {
  if (params.address !== undefined) customer.address = params.address ? address(params.address) : null;
  if (params.balance !== undefined) customer.balance = params.balance;
  for (const key of ['description', 'email', 'name', 'phone'] as const) {
    if (params[key] !== undefined) customer[key] = params[key] || null;
  }
  if (params.preferred_locales) customer.preferred_locales = params.preferred_locales;
  if (params.tax_exempt !== undefined) customer.tax_exempt = params.tax_exempt || 'none';
  if (params.shipping !== undefined) {
    customer.shipping = params.shipping
      ? ({
          address: address(params.shipping.address),
          name: params.shipping.name,
          phone: params.shipping.phone ?? null,
        } as Stripe.Customer.Shipping)
      : null;
  }
  const preset = (params.invoice_settings as { default_payment_method?: string } | undefined)?.default_payment_method;
  if (preset !== undefined) customer.invoice_settings.default_payment_method = preset || null;
  customer.metadata = mergeMetadata(customer.metadata, params.metadata as Record<string, string> | null | undefined);
  return context.scope.put('customer', customer);
}

export const customerRoutes: Route[] = [
  route('POST /v1/customers', CREATE, (context, params) => {
    const customer = apply(
      context,
      {
        id: newId('cus').slice(0, 18),
        object: 'customer',
        address: null,
        balance: 0,
        created: context.now,
        currency: null,
        customer_account: null,
        default_source: null,
        delinquent: false,
        description: null,
        discount: null,
        email: null,
        invoice_prefix: randomText(8).toUpperCase(),
        invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
        livemode: false,
        metadata: {},
        name: null,
        next_invoice_sequence: 1,
        phone: null,
        preferred_locales: [],
        shipping: null,
        tax_exempt: 'none',
        test_clock: null,
      },
      params,
    );
    const method = params.payment_method
      ? attach(context, paymentMethodFor(context, params.payment_method), customer.id)
      : undefined;
    emit(context, 'customer.created', customer);
    if (method) emit(context, 'payment_method.attached', method);
    return customer;
  }),
  route<Stripe.CustomerListParams>(
    'GET /v1/customers',
    { ...page, created: range, email: str, expand, test_clock: str },
    (context, params) =>
      walkPage(
        context.scope.rows('customer', { email: params.email }),
        params,
        '/v1/customers',
        (customer) => isWithin(customer.created, params.created) && (!params.email || customer.email === params.email),
      ),
  ),
  route<Stripe.CustomerRetrieveParams>('GET /v1/customers/:id', { expand }, (context, _params, id = '') => {
    const isDeleted = context.scope.find('setting', `deleted-${id}`);
    return isDeleted ? { id, object: 'customer', deleted: true } : need(context, 'customer', id);
  }),
  route('POST /v1/customers/:id', UPDATE, (context, params, id = '') => {
    const customer = need(context, 'customer', id);
    const before = structuredClone(customer) as unknown as Record<string, unknown>;
    apply(context, customer, params);
    const after = customer as unknown as Record<string, unknown>;
    const changed = Object.keys(params).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    emit(context, 'customer.updated', customer, Object.fromEntries(changed.map((key) => [key, before[key] ?? null])));
    return customer;
  }),
  route<Record<string, never>>('DELETE /v1/customers/:id', {}, (context, _params, id = '') => {
    const customer = need(context, 'customer', id);
    for (const method of context.scope.where('payment_method', 'customer', id)) {
      const detached = context.scope.put('payment_method', { ...method, customer: null });
      emit(context, 'payment_method.detached', detached, { customer: id });
    }
    context.scope.remove('customer', id);
    context.scope.put('setting', { id: `deleted-${id}`, value: 1 });
    emit(context, 'customer.deleted', customer);
    return { id, object: 'customer', deleted: true };
  }),
  route<Stripe.CustomerListPaymentMethodsParams>(
    'GET /v1/customers/:id/payment_methods',
    { ...page, allow_redisplay: str, expand, type: str },
    (context, params, id = '') => {
      if (!context.scope.find('customer', id)) throw noSuch('customer', id);
      return walkPage(
        context.scope.rows('payment_method', { customer: id }),
        params,
        `/v1/customers/${id}/payment_methods`,
        (method) => method.customer === id && (!params.type || method.type === params.type),
      );
    },
  ),
  route<{ expand?: string[] }>(
    'GET /v1/customers/:id/payment_methods/:method',
    { expand },
    (context, _params, id = '', method = '') => {
      const found = need(context, 'payment_method', method);
      if (found.customer !== id) throw noSuch('PaymentMethod', method);
      return found;
    },
  ),
];
