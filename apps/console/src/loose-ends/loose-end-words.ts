/** What each kind of work is, for people; the rest go by their names. */
const WORK: Readonly<Record<string, string>> = {
  'fulfillment.route-order': 'Finding who sends an order',
  'fulfillment.expire-fulfillment-order': 'Letting a request go that nobody answered',
  'fulfillment.expire-requests': 'Taking back requests of an order that is not paid',
  'fulfillment.cancel-fulfillment-orders': 'Taking a canceled order back from its retailers',
  'fulfillment.abandon-fulfillment-order': 'Taking a request back from a retailer out of reach',
  'streams.announce-stock': 'Telling viewers how many are left',
  'streams.announce-prices': 'Telling viewers of new prices',
  'streams.announce-drop': 'Telling viewers of a drop',
  'streams.start-drop': 'Starting a drop',
  'streams.close-drop': 'Closing a drop',
  'ordering.settle-order': 'Taking the payment of an order',
  'ordering.resume-payment': 'Going on with the payment of an order',
  'payments.issue-refund': 'Giving money back to a card',
  'payments.send-transfer': 'Paying out a share',
  'platform.send-mail': 'Sending a mail',
};

export function workWords(name: string): string {
  const known = WORK[name];
  if (known) return known;
  const words = name.slice(name.indexOf('.') + 1).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The order that the work is about, where it says so. */
export function orderOf(about: Readonly<Record<string, unknown>>): string | null {
  const { orderId } = about;
  return typeof orderId === 'string' && orderId.startsWith('ord_') ? orderId : null;
}

/** What else it is about, in short: ids and numbers, not whole texts. An order has a link of its own. */
export function aboutWords(about: Readonly<Record<string, unknown>>): string {
  return Object.entries(about)
    .filter(([key, value]) => key !== 'orderId' && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${key} ${String(value).slice(0, 60)}`)
    .join(', ');
}
