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
  'pev', // what a carrier said of a parcel
  'rtd', // routing decision
  'end', // webhook endpoint
  'eds', // secret of a webhook endpoint
  'eev', // what happened to a webhook endpoint
  'dlv', // webhook delivery
  'att', // webhook attempt
  'rpl', // replay of webhooks
  'msg', // partner message
  'cer', // certificate of a webhook receiver
  'prb', // what an examined receiver names when it acts
  'obx', // outbox fact
  'key', // API key
  'mem', // brand member
  'eml', // mail message
  'cre', // creator
  'pty', // payable party
  'ltx', // ledger transaction
  'pbl', // payable
  'pto', // payout
  'rfd', // refund
  'dsp', // dispute
  'trv', // transfer reversal
  'rcn', // reconciliation
  'rtn', // return
  'drp', // drop
  'cpn', // coupon
  'wle', // waitlist entry
  'crt', // cart
  'skf', // file of a retailer's stock
  'tkt', // place in line before paying
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
export type CreatorId = Id<'cre'>;
export type PartyId = Id<'pty'>;
export type LedgerTxId = Id<'ltx'>;
export type PayableId = Id<'pbl'>;
export type PayoutId = Id<'pto'>;
export type RefundId = Id<'rfd'>;
export type DisputeId = Id<'dsp'>;
export type ReturnId = Id<'rtn'>;
export type DropId = Id<'drp'>;
export type CouponId = Id<'cpn'>;
export type WaitlistEntryId = Id<'wle'>;
export type CartId = Id<'crt'>;
export type CertificateId = Id<'cer'>;
export type ProbeId = Id<'prb'>;
export type TicketId = Id<'tkt'>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

interface RandomBytes {
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

const RANDOM_BITS = 74n;
const LOW_62 = (1n << 62n) - 1n;
let last = { atMilliseconds: -1, random: 0n };

function randomBits(bits: bigint): bigint {
  const bytes = new Uint8Array(Number((bits + 7n) / 8n));
  (globalThis as unknown as { crypto: RandomBytes }).crypto.getRandomValues(bytes);
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & ((1n << bits) - 1n);
}

/** A UUIDv7 (RFC 9562). Within one millisecond each is a random step above the one before, so that they sort as made. */
function uuidV7(atMilliseconds: number): bigint {
  const isSame = atMilliseconds === last.atMilliseconds;
  const next = isSame ? last.random + 1n + randomBits(32n) : randomBits(RANDOM_BITS);
  const random = next & ((1n << RANDOM_BITS) - 1n);
  last = { atMilliseconds, random };
  return (BigInt(atMilliseconds) << 80n) | (0x7n << 76n) | ((random >> 62n) << 64n) | (0x2n << 62n) | (random & LOW_62);
}

function base32(uuid: bigint): string {
  // 128 bits in 26 digits of 5: the first digit holds the top three bits, as the TypeID specification (0.3) says.
  let bits = uuid;
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

/** Sorts before every id of that kind made from then on, and after every one made before: a bound for ranges of time. */
export function lowestId<P extends IdPrefix>(prefix: P, atMilliseconds: number): Id<P> {
  return `${prefix}_${base32(BigInt(atMilliseconds) << 80n)}`;
}

/** True when the text is a well-formed id of that kind; anything else a stranger sends is refused before a query. */
export function isId<P extends IdPrefix>(prefix: P, text: unknown): text is Id<P> {
  return typeof text === 'string' && text.startsWith(`${prefix}_`) && SUFFIX.test(text.slice(prefix.length + 1));
}
