import { newId } from '@sidestall/kernel';
import { mentionsOf } from './stripe-mentions.ts';

describe('what an event of Stripe is about', () => {
  const orderId = newId('ord');

  it('is the intent, whether the intent, its charge or its review is spoken of', () => {
    const metadata = { order: orderId };
    expect(mentionsOf({ id: 'pi_1', object: 'payment_intent', metadata }, null)).toEqual([
      { of: 'intent', intentId: 'pi_1', orderId },
    ]);
    expect(
      mentionsOf({ id: 'ch_1', object: 'charge', payment_intent: 'pi_1', balance_transaction: 'txn_1' }, null),
    ).toEqual([
      { of: 'intent', intentId: 'pi_1', orderId: null },
      { of: 'movement', balanceTransaction: 'txn_1' },
    ]);
    expect(mentionsOf({ id: 'prv_1', object: 'review', payment_intent: { id: 'pi_1' } }, null)).toMatchObject([
      { of: 'intent', intentId: 'pi_1' },
    ]);
  });

  it('is the refund, dispute, warning or transfer, with what they moved on our balance', () => {
    expect(mentionsOf({ id: 're_1', object: 'refund', balance_transaction: 'txn_2' }, null)).toEqual([
      { of: 'refund', stripeRefund: 're_1', orderId: null },
      { of: 'movement', balanceTransaction: 'txn_2' },
    ]);
    expect(mentionsOf({ id: 'du_1', object: 'dispute', balance_transactions: [{ id: 'txn_3' }] }, null)).toEqual([
      { of: 'dispute', stripeDispute: 'du_1' },
      { of: 'movement', balanceTransaction: 'txn_3' },
    ]);
    expect(mentionsOf({ id: 'issfr_1', object: 'radar.early_fraud_warning' }, null)).toMatchObject([
      { of: 'fraud-warning' },
    ]);
    expect(mentionsOf({ id: 'tr_1', object: 'transfer' }, null)).toEqual([{ of: 'transfer', stripeTransfer: 'tr_1' }]);
  });

  it('is a party’s account and its payouts, and nothing else of what happens there', () => {
    expect(mentionsOf({ id: 'acct_1', object: 'account' }, 'acct_1')).toEqual([{ of: 'account', account: 'acct_1' }]);
    expect(mentionsOf({ id: 'transfers', object: 'capability', account: 'acct_1' }, 'acct_1')).toEqual([
      { of: 'account', account: 'acct_1' },
    ]);
    expect(mentionsOf({ id: 'po_1', object: 'payout', balance_transaction: 'txn_4' }, 'acct_1')).toEqual([
      { of: 'payout', stripePayout: 'po_1', account: 'acct_1' },
    ]);
    expect(mentionsOf({ id: 'py_1', object: 'charge', payment_intent: 'pi_9' }, 'acct_1')).toEqual([]);
  });

  it('is a card being saved, where it is saved for something of ours', () => {
    const setup = { id: 'seti_1', object: 'setup_intent' };
    expect(mentionsOf({ ...setup, metadata: { purpose: 'wle_1' } }, null)).toEqual([
      { of: 'setup', stripeSetup: 'seti_1', purpose: 'wle_1' },
    ]);
    expect(mentionsOf(setup, null)).toEqual([]);
  });

  it('is nothing where nobody here needs it', () => {
    expect(mentionsOf({ id: 'cus_1', object: 'customer' }, null)).toEqual([]);
  });
});
