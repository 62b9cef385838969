import { invalidRequest, missing, type ApiError } from './api-error.ts';
import type { FormHash, FormValue } from './form.ts';

/** Turns a decoded form value into a typed one or refuses it the way Stripe does, naming the parameter. */
export type Schema = (value: FormValue, name: string) => unknown;

/** One schema for each parameter the pinned SDK declares: a parameter it does not know is refused, one we forget does not compile. */
export type SchemaOf<Params> = { [Key in keyof Required<Params>]: Schema };

export const str: Schema = (value, name) => {
  if (typeof value !== 'string')
    throw invalidRequest(`Invalid string: {"${Object.keys(value).join(', ')}"}`, { param: name });
  if (value.length > 5000) throw invalidRequest(`Invalid string: too long`, { param: name });
  return value;
};

export const int: Schema = (value, name) => {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) {
    throw invalidRequest(`Invalid integer: ${typeof value === 'string' ? value : '{}'}`, {
      code: 'parameter_invalid_integer',
      param: name,
    });
  }
  return Number(value);
};

export const bool: Schema = (value, name) => {
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalidRequest(`Invalid boolean: ${typeof value === 'string' ? value : '{}'}`, { param: name });
};

/** Anything at all, kept as text: for parameters that are accepted and stored but drive nothing here. */
export const any: Schema = (value) => value;

export function oneOf(...allowed: string[]): Schema {
  return (value, name) => {
    if (typeof value === 'string' && allowed.includes(value)) return value;
    throw mustBeOneOf(name, allowed);
  };
}

export function mustBeOneOf(name: string, allowed: string[]): ApiError {
  const most = allowed.slice(0, -1).join(', ');
  const list = allowed.length > 2 ? `${most}, or ${allowed.at(-1)}` : allowed.join(' or ');
  return invalidRequest(`Invalid ${name}: must be one of ${list}`, { param: name });
}

export function list(item: Schema): Schema {
  return (value, name) => {
    if (!Array.isArray(value)) throw invalidRequest('Invalid array', { param: name });
    return value.map((entry, index) => item(entry, `${name}[${index}]`));
  };
}

export function hash(fields: Record<string, Schema>, required: string[] = []): Schema {
  return (value, name) => {
    if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', { param: name });
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const field = fields[key];
      if (!field) throw unknownParameter(`${name}[${key}]`);
      result[key] = field(value[key] as FormValue, `${name}[${key}]`);
    }
    for (const key of required) if (result[key] === undefined) throw missing(`${name}[${key}]`);
    return result;
  };
}

/** An empty string unsets the parameter, as in Stripe's `Emptyable`; the handler sees null. */
export function emptyable(schema: Schema): Schema {
  return (value, name) => (value === '' ? null : schema(value, name));
}

export const metadata: Schema = (value, name) => {
  if (value === '') return null;
  if (typeof value === 'string') throw invalidRequest('Invalid object', { param: name });
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalidRequest('You may only specify up to 50 metadata keys.', { param: name });
  for (const [key, item] of entries) {
    if (typeof item !== 'string')
      throw invalidRequest('Metadata values must be strings.', { param: `${name}[${key}]` });
    if (key.length > 40)
      throw invalidRequest(`Metadata keys may be at most 40 characters long: ${key}`, { param: name });
    if (item.length > 500) {
      throw invalidRequest('Metadata values can have up to 500 characters.', { param: `${name}[${key}]` });
    }
  }
  return Object.fromEntries(entries);
};

export const range: Schema = (value, name) =>
  typeof value === 'string' ? int(value, name) : hash({ gt: int, gte: int, lt: int, lte: int })(value, name);

export const addressSchema = hash({ city: str, country: str, line1: str, line2: str, postal_code: str, state: str });
export const shippingSchema = hash(
  { address: addressSchema, carrier: str, name: str, phone: str, tracking_number: str },
  ['address', 'name'],
);

export const expand: Schema = list(str);
export const page = { ending_before: str, limit: int, starting_after: str };

export function unknownParameter(name: string): ApiError {
  if (name === 'payment_method_types') {
    return invalidRequest(
      'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` or `excluded_payment_method_types` instead.',
      { code: 'payment_method_types_no_longer_supported', param: name },
    );
  }
  return invalidRequest(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
}

/** Reads a whole parameter hash against its schema. */
export function readParams<Params>(
  schema: SchemaOf<Params>,
  raw: FormHash,
  required: (keyof Params & string)[] = [],
): Params {
  const fields = schema as Record<string, Schema>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) throw unknownParameter(key);
    result[key] = field(raw[key] as FormValue, key);
  }
  for (const key of required) if (result[key] === undefined || result[key] === '') throw missing(key);
  return result as Params;
}
