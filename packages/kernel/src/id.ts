/** The prefixes in use; one a kind of thing, so that an id says what it names. */
export const ID_PREFIXES = [
  'brd', // brand
  'prd', // product
  'var', // variant
  'img', // image
  'lst', // listing
  'imp', // catalog import
  'str', // stream
  'pin', // pin
  'quo', // quote
  'ord', // order
  'oln', // order line
  'hld', // hold
  'mov', // stock movement
  'pay', // payment
  'ret', // retailer
  'ful', // fulfillment order
  'fln', // fulfillment order line
  'shp', // shipment
  'rtd', // routing decision
  'end', // webhook endpoint
  'dlv', // webhook delivery
  'att', // webhook attempt
  'msg', // partner message
  'obx', // outbox fact
  'key', // API key
  'mem', // brand member
  'eml', // mail message
] as const;

export type IdPrefix = (typeof ID_PREFIXES)[number];

/** A TypeID (prefix, underscore, UUIDv7 in Crockford base32): sorts by time of making, safe in URLs. */
export type Id<P extends IdPrefix> = `${P}_${string}`;

export type BrandId = Id<'brd'>;
export type ProductId = Id<'prd'>;
export type VariantId = Id<'var'>;
export type ListingId = Id<'lst'>;
export type StreamId = Id<'str'>;
export type PinId = Id<'pin'>;
export type QuoteId = Id<'quo'>;
export type OrderId = Id<'ord'>;
export type OrderLineId = Id<'oln'>;
export type HoldId = Id<'hld'>;
export type PaymentId = Id<'pay'>;
export type RetailerId = Id<'ret'>;
export type FulfillmentOrderId = Id<'ful'>;
export type ShipmentId = Id<'shp'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

interface RandomBytes {
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

function uuidV7(atMilliseconds: number): Uint8Array {
  const bytes = new Uint8Array(16);
  (globalThis as unknown as { crypto: RandomBytes }).crypto.getRandomValues(bytes);
  let time = atMilliseconds;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

function base32(bytes: Uint8Array): string {
  // 128 bits in 26 digits of 5: the first digit holds the top three bits, as the TypeID specification (0.3) says.
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(bits & 31n)]! + text;
    bits >>= 5n;
  }
  return text;
}

/** Makes a new id of the given kind; ids made later sort later. */
export function newId<P extends IdPrefix>(prefix: P, atMilliseconds: number = Date.now()): Id<P> {
  return `${prefix}_${base32(uuidV7(atMilliseconds))}`;
}

/** True when the text is a well-formed id of that kind; anything else a stranger sends is refused before a query. */
export function isId<P extends IdPrefix>(prefix: P, text: unknown): text is Id<P> {
  return typeof text === 'string' && text.startsWith(`${prefix}_`) && SUFFIX.test(text.slice(prefix.length + 1));
}
