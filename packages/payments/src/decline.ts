const WORDS: Readonly<Record<string, string>> = {
  insufficient_funds: 'The card has insufficient funds. Try another card.',
  lost_card: 'The bank declined this card. Try another card.',
  stolen_card: 'The bank declined this card. Try another card.',
  expired_card: 'The card has expired. Check the date or try another card.',
  incorrect_cvc: 'The security code is not right. Check the three or four digits.',
  incorrect_number: 'The card number is not right. Check it and try again.',
  processing_error: 'The bank could not process the card just now. Try again in a moment.',
  card_velocity_exceeded: 'The card has reached its limit. Try another card.',
  payment_intent_authentication_failure: 'Your bank could not confirm it was you. Try again or use another card.',
  generic_decline: 'Your bank declined the card. Try another card or ask your bank.',
  card_declined: 'Your bank declined the card. Try another card or ask your bank.',
};

/** Why a card was refused, in words a shopper can act on; says nothing that helps a thief. */
export function declineWords(declineCode: string | null, code: string | null): string {
  return (
    WORDS[declineCode ?? ''] ?? WORDS[code ?? ''] ?? 'The payment did not go through. Try again or use another card.'
  );
}
