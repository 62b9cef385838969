import {
  blocksRefunds,
  canDisputeFollow,
  composeEvidence,
  DISPUTE_TRANSITIONS,
  hearDispute,
  isContested,
  type DisputeRecords,
  type DisputeStatus,
} from './index.ts';

const statuses = Object.keys(DISPUTE_TRANSITIONS) as DisputeStatus[];

describe('a dispute', () => {
  it('can come to every status from the first question of a bank', () => {
    for (const status of statuses) {
      if (status !== 'warning_needs_response') expect(canDisputeFollow('warning_needs_response', status)).toBe(true);
    }
  });

  it('never goes back on a win, and hears no late word of the time before a loss', () => {
    for (const told of statuses) expect(hearDispute('won', told)).toBe('won');
    expect(hearDispute('lost', 'under_review')).toBe('lost');
    expect(hearDispute('under_review', 'needs_response')).toBe('under_review');
    expect(hearDispute('lost', 'won')).toBe('won');
  });

  it('that is only an inquiry freezes nothing and forbids no refund', () => {
    for (const status of statuses.filter((one) => one.startsWith('warning_'))) {
      expect(isContested(status)).toBe(false);
      expect(blocksRefunds(status)).toBe(false);
    }
    expect(blocksRefunds('needs_response')).toBe(true);
    expect(blocksRefunds('won')).toBe(false);
  });
});

const RECORDS: DisputeRecords = {
  orderNumber: 'K7Q2-M4XD',
  placedOn: '2026-11-20',
  customer: { name: 'Ana Lima', email: 'ana@example.com', address: 'Lange Straße 1, 04103 Leipzig, DE' },
  lines: [{ title: 'Ink mug', quantity: 2, paid: '€68.00' }],
  shipping: '€4.90',
  total: '€72.90',
  chargeId: 'ch_1',
  parcels: [
    { carrier: 'DHL', trackingNumber: 'JD01', trackingUrl: 'https://example.com/JD01', shippedOn: '2026-11-21' },
  ],
  promise: { sha256: 'abc', content: '{"v":1}' },
  refundPolicy: 'Returns within 14 days',
  timeline: [{ at: '2026-11-20T10:00:00Z', text: 'Order placed' }],
  refunds: [],
};

describe('evidence', () => {
  it('tells what was bought, by whom, how it was sent and what was promised, with the seller’s words first', () => {
    const evidence = composeEvidence(RECORDS, 'The buyer wrote that the mugs are lovely.');
    expect(evidence).toMatchObject({
      customer_name: 'Ana Lima',
      customer_email_address: 'ana@example.com',
      shipping_carrier: 'DHL',
      shipping_tracking_number: 'JD01',
      shipping_date: '2026-11-21',
      refund_policy_disclosure: 'Returns within 14 days',
    });
    expect(evidence['uncategorized_text']).toMatch(/^The buyer wrote/);
    expect(evidence['uncategorized_text']).toContain('SHA-256 abc');
    expect(evidence['uncategorized_text']).toContain('Order placed');
  });

  it('names no field it has nothing for, and is never longer than Stripe takes', () => {
    const long = 'x'.repeat(200_000);
    const evidence = composeEvidence({ ...RECORDS, parcels: [], promise: { sha256: 'abc', content: long } }, long);
    expect(evidence).not.toHaveProperty('shipping_carrier');
    const characters = Object.values(evidence).reduce((sum, text) => sum + text.length, 0);
    expect(characters).toBeLessThanOrEqual(150_000);
  });
});
