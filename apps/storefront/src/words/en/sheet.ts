/** What every sheet says, in English. */
export const words = {
  'sheet.close': 'Close',
  'sheet.back': 'Back',
  'cart.empty': 'Your cart is empty',
  'cart.browse': 'Look around',
  'cart.removeShort': 'Remove',
  'checkout.title': 'Check out',
  'problem.offline': 'The shop cannot be reached. Check your connection and try again.',
  'waitlist.title': 'Waitlist',
  'waitlist.heldFor': 'Yours for another {time}',
  'order.card': '{brand} ending in {last4}',
  'order.yourCard': 'your card',
} as const;
