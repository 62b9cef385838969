/** What a test card does when it is attached, charged, authenticated, refunded or disputed. */
export interface CardBehavior {
  last4: string;
  brand: CardBrand;
  country?: string;
  funding?: 'credit' | 'debit' | 'prepaid';
  /** The card is refused, on attaching it as on charging it unless `attaches` is set. */
  decline?: Decline;
  attaches?: boolean;
  authentication?: 'supported' | 'required' | 'unless_set_up' | 'set_up' | 'lookup_error';
  bypassesPending?: boolean;
  refund?: 'pending' | 'fails';
  /** The card's bank warns of fraud after the payment. */
  warnsOfFraud?: boolean;
  dispute?: 'fraudulent' | 'product_not_received' | 'inquiry' | 'several';
  risk?: 'elevated' | 'highest';
}

export interface Decline {
  code: string;
  declineCode?: string;
  message: string;
}

export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay';

const declined = (declineCode: string, message = 'Your card was declined.'): Decline => ({
  code: 'card_declined',
  declineCode,
  message,
});

/** Radar stops a charge of the highest risk before a bank sees it. */
const BLOCKED: Decline = declined('fraudulent');
const GENERIC = declined('generic_decline');
const INSUFFICIENT = declined('insufficient_funds', 'Your card has insufficient funds.');
const EXPIRED: Decline = { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' };
const BAD_CVC: Decline = {
  code: 'incorrect_cvc',
  declineCode: 'incorrect_cvc',
  message: "Your card's security code is incorrect.",
};
const BAD_NUMBER: Decline = { code: 'incorrect_number', message: 'Your card number is incorrect.' };
const PROCESSING: Decline = {
  code: 'processing_error',
  declineCode: 'processing_error',
  message: 'An error occurred while processing your card. Try again in a little bit.',
};

interface TestCard extends Omit<CardBehavior, 'last4' | 'brand'> {
  number: string;
  /** The ready-made payment methods that stand for this card in server-side tests. */
  methods?: string[];
}

// Numbers and meanings: docs.stripe.com/testing and docs.stripe.com/connect/testing.
const CARDS: TestCard[] = [
  { number: '4242424242424242', methods: ['pm_card_visa', 'pm_card_us'] },
  { number: '4000056655665556', methods: ['pm_card_visa_debit'], funding: 'debit' },
  { number: '5555555555554444', methods: ['pm_card_mastercard'] },
  { number: '5200828282828210', methods: ['pm_card_mastercard_debit'], funding: 'debit' },
  { number: '378282246310005', methods: ['pm_card_amex'] },
  { number: '6011111111111117', methods: ['pm_card_discover'] },
  { number: '3056930009020004', methods: ['pm_card_diners'] },
  { number: '3566002020360505', methods: ['pm_card_jcb'] },
  { number: '6200000000000005', methods: ['pm_card_unionpay'] },
  { number: '4000002760000016', methods: ['pm_card_de'], country: 'DE' },
  { number: '4000008260000000', methods: ['pm_card_gb'], country: 'GB' },
  { number: '4000002500001001', methods: ['pm_card_fr'], country: 'FR' },
  { number: '4000000000000077', methods: ['pm_card_bypassPending'], bypassesPending: true },
  { number: '4000000000000002', methods: ['pm_card_visa_chargeDeclined', 'pm_card_chargeDeclined'], decline: GENERIC },
  {
    number: '4000000000009995',
    methods: ['pm_card_visa_chargeDeclinedInsufficientFunds', 'pm_card_chargeDeclinedInsufficientFunds'],
    decline: INSUFFICIENT,
  },
  { number: '4000000000009987', methods: ['pm_card_visa_chargeDeclinedLostCard'], decline: declined('lost_card') },
  { number: '4000000000009979', methods: ['pm_card_visa_chargeDeclinedStolenCard'], decline: declined('stolen_card') },
  {
    number: '4000000000006975',
    methods: ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'pm_card_chargeDeclinedVelocityLimitExceeded'],
    decline: declined(
      'card_velocity_exceeded',
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    ),
  },
  { number: '4000000000000069', methods: ['pm_card_chargeDeclinedExpiredCard'], decline: EXPIRED },
  { number: '4000000000000127', methods: ['pm_card_chargeDeclinedIncorrectCvc'], decline: BAD_CVC },
  { number: '4000000000000119', methods: ['pm_card_chargeDeclinedProcessingError'], decline: PROCESSING },
  { number: '4242424242424241', decline: BAD_NUMBER },
  { number: '4000000000000341', methods: ['pm_card_chargeCustomerFail'], decline: GENERIC, attaches: true },
  {
    number: '4000000000003220',
    methods: ['pm_card_threeDSecure2Required', 'pm_card_threeDSecureRequired'],
    authentication: 'required',
  },
  { number: '4000000000003055', methods: ['pm_card_threeDSecureOptional'], authentication: 'supported' },
  {
    number: '4000008400001629',
    methods: ['pm_card_threeDSecureRequiredChargeDeclined'],
    authentication: 'required',
    decline: GENERIC,
    attaches: true,
  },
  { number: '4000008400001280', authentication: 'lookup_error', decline: GENERIC, attaches: true },
  {
    number: '4000002760003184',
    methods: ['pm_card_authenticationRequired'],
    authentication: 'required',
    country: 'DE',
  },
  {
    number: '4000002500003155',
    methods: ['pm_card_authenticationRequiredOnSetup'],
    authentication: 'unless_set_up',
    country: 'FR',
  },
  {
    number: '4000003800000446',
    methods: ['pm_card_authenticationRequiredSetupForOffSession'],
    authentication: 'set_up',
    country: 'HK',
  },
  {
    number: '4000008260003178',
    methods: ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'],
    authentication: 'required',
    decline: INSUFFICIENT,
    attaches: true,
    country: 'GB',
  },
  { number: '4000000000000259', methods: ['pm_card_createDispute'], dispute: 'fraudulent' },
  { number: '4000000000002685', methods: ['pm_card_createDisputeProductNotReceived'], dispute: 'product_not_received' },
  { number: '4000000000001976', methods: ['pm_card_createDisputeInquiry'], dispute: 'inquiry' },
  { number: '4000000000005423', methods: ['pm_card_createIssuerFraudRecord'], warnsOfFraud: true },
  { number: '4000000404000079', methods: ['pm_card_createMultipleDisputes'], dispute: 'several' },
  { number: '4000000000007726', methods: ['pm_card_pendingRefund'], refund: 'pending' },
  { number: '4000000000005126', methods: ['pm_card_refundFail'], refund: 'fails' },
  {
    number: '4100000000000019',
    methods: ['pm_card_radarBlock'],
    risk: 'highest',
    decline: BLOCKED,
    attaches: true,
  },
  {
    number: '4000000000004954',
    methods: ['pm_card_riskLevelHighest'],
    risk: 'highest',
    decline: BLOCKED,
    attaches: true,
  },
  { number: '4000000000009235', methods: ['pm_card_riskLevelElevated'], risk: 'elevated' },
];

const byNumber = new Map(CARDS.map((card) => [card.number, card]));
const byMethod = new Map(CARDS.flatMap((card) => (card.methods ?? []).map((method) => [method, card])));

export function brandOf(number: string): CardBrand {
  if (/^3[47]/.test(number)) return 'amex';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^(6011|64[4-9]|65)/.test(number)) return 'discover';
  if (/^(36|38|30[0-5])/.test(number)) return 'diners';
  if (number.startsWith('35')) return 'jcb';
  if (number.startsWith('62')) return 'unionpay';
  return 'visa';
}

export function passesLuhn(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return number.length >= 12 && sum % 10 === 0;
}

/** The behavior of a card number. A valid number that is no test card is declined, as Stripe declines real cards in test mode. */
export function behaviorOfNumber(number: string): CardBehavior {
  const card = byNumber.get(number);
  if (card) return behaviorOf(card);
  const last4 = number.slice(-4);
  if (!passesLuhn(number)) return { last4, brand: brandOf(number), decline: BAD_NUMBER };
  const message =
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.';
  return { last4, brand: brandOf(number), decline: declined('test_mode_live_card', message) };
}

/** The behavior behind a ready-made test payment method such as `pm_card_visa`, or undefined. */
export function behaviorOfMethod(id: string): CardBehavior | undefined {
  const card = byMethod.get(id);
  return card && behaviorOf(card);
}

function behaviorOf({ number, methods: _methods, ...rest }: TestCard): CardBehavior {
  return { ...rest, last4: number.slice(-4), brand: brandOf(number) };
}
