import { Injectable } from '@nestjs/common';
import { formatMoney, money } from '@sidestall/kernel';
import { Payouts } from '../../ledger/payouts.ts';
import { PartyStore, type PartyRow } from '../../ledger/party.store.ts';
import type { Tx } from '../../platform/database.ts';
import { Mailer } from '../../platform/mailer.ts';
import type { PayoutSnapshot } from '../stripe/balance.gateway.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Payouts as Stripe tells them: kept, and a failed one told to the party whose money came back. */
@Injectable()
export class PayoutMirror {
  constructor(
    private readonly parties: PartyStore,
    private readonly payouts: Payouts,
    private readonly mailer: Mailer,
  ) {}

  /** `account` is the party's; null for our own. Payouts of accounts that are no party's are left alone. */
  async record(tx: Tx, account: string | null, told: PayoutSnapshot): Promise<void> {
    const party = account ? await this.parties.byStripeAccount(tx, account) : null;
    if (account && !party) return;
    const { before } = await this.payouts.mirror(tx, {
      partyId: party?.id ?? null,
      stripePayout: told.reference,
      amountMinor: told.amountMinor,
      currency: told.currency,
      status: told.status,
      arrivalDate: told.arrivalDate.toISOString().slice(0, 10),
      failureCode: told.failureCode,
      failureMessage: told.failureMessage,
      createdAt: told.createdAt,
    });
    if (party && told.status === 'failed' && before !== 'failed') await this.#tell(tx, party, told);
  }

  async #tell(tx: Tx, party: PartyRow, told: PayoutSnapshot): Promise<void> {
    if (!party.email) return;
    const amount = formatMoney(money(told.amountMinor, told.currency));
    const lines = [
      `Your bank did not take the payout of ${amount}. The money is back in your Stripe account.`,
      told.failureMessage ?? 'The bank gave no reason.',
      'Open your payouts in the console and check the bank account there; the next payout sends it again.',
    ];
    await this.mailer.send(tx, {
      to: party.email,
      subject: `Your payout of ${amount} did not arrive`,
      text: lines.join('\n\n'),
      html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Payout failed</title></head><body style="font:16px/1.5 system-ui,sans-serif;color:#1d1a16">${lines.map((line) => `<p>${escape(line)}</p>`).join('')}</body></html>`,
      key: `payout-failed-${told.reference}`,
    });
  }
}
