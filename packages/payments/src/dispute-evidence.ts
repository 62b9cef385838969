/** What our own records say of a disputed order. Texts are for people; dates are `YYYY-MM-DD`. */
export interface DisputeRecords {
  readonly orderNumber: string;
  readonly placedOn: string;
  readonly customer: { readonly name: string; readonly email: string; readonly address: string };
  readonly lines: readonly { readonly title: string; readonly quantity: number; readonly paid: string }[];
  readonly shipping: string;
  readonly total: string;
  readonly chargeId: string;
  readonly parcels: readonly {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly trackingUrl: string | null;
    readonly shippedOn: string;
  }[];
  /** What the buyer was shown and accepted, sealed at the purchase. */
  readonly promise: { readonly sha256: string; readonly content: string } | null;
  readonly refundPolicy: string;
  readonly timeline: readonly { readonly at: string; readonly text: string }[];
  readonly refunds: readonly string[];
}

/** Stripe takes so many characters of text in all. */
const MOST_CHARACTERS = 150_000;
const MOST_OF_ONE = 20_000;

/**
 * The evidence to send, by Stripe's names of its fields; only fields we have something for. `statement` is the seller's
 * own words, put first.
 */
export function composeEvidence(records: DisputeRecords, statement: string | null): Record<string, string> {
  const first = records.parcels[0];
  const goods = records.lines.map((line) => `${line.quantity} × ${line.title}: ${line.paid}`);
  const receipt = [
    `Receipt of order ${records.orderNumber}, placed ${records.placedOn}, charge ${records.chargeId}`,
    ...goods,
    `Shipping: ${records.shipping}`,
    `Charged: ${records.total}`,
    ...records.refunds,
  ];
  const parcels = records.parcels.map((parcel) =>
    [`${parcel.shippedOn}: ${parcel.carrier} ${parcel.trackingNumber}`, parcel.trackingUrl].filter(Boolean).join(' '),
  );
  const promise = records.promise && [
    `What the buyer was shown and accepted, sealed at the purchase (SHA-256 ${records.promise.sha256}):`,
    records.promise.content,
  ];
  const story = records.timeline.map((event) => `${event.at} ${event.text}`);
  const sections = [
    statement,
    receipt.join('\n'),
    parcels.length > 0 ? ['Parcels handed over:', ...parcels].join('\n') : null,
    promise ? promise.join('\n') : null,
    story.length > 0 ? ['What happened, and what the buyer was told by email:', ...story].join('\n') : null,
  ].filter((section): section is string => Boolean(section));
  const evidence: Record<string, string | undefined> = {
    product_description: goods.join('\n'),
    customer_name: records.customer.name,
    customer_email_address: records.customer.email,
    shipping_address: records.customer.address,
    shipping_carrier: first?.carrier,
    shipping_tracking_number: records.parcels.map((parcel) => parcel.trackingNumber).join(', ') || undefined,
    shipping_date: first?.shippedOn,
    service_date: records.placedOn,
    refund_policy_disclosure: records.refundPolicy,
    uncategorized_text: sections.join('\n\n'),
  };
  let room = MOST_CHARACTERS;
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([field, text]) => {
      if (!text) return [];
      const kept = text.slice(0, Math.min(MOST_OF_ONE, room));
      room -= kept.length;
      return kept ? [[field, kept]] : [];
    }),
  );
}
