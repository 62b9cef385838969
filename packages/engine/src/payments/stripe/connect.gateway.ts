import { Injectable } from '@nestjs/common';
import { ok, type PartyId, type Result } from '@sidestall/kernel';
import type { RecipientWord } from '@sidestall/payments';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';

/** A party's account at Stripe, in words of our own. */
export interface RecipientSnapshot {
  readonly account: string;
  /** Whose it is, as we wrote on it when it was made; null where somebody else made it. */
  readonly partyId: string | null;
  readonly word: RecipientWord;
  /** What Stripe still wants to know, in Stripe's words. */
  readonly requirements: readonly string[];
}

export interface RecipientDraft {
  readonly partyId: PartyId;
  readonly name: string;
  readonly email: string;
  readonly country: string;
}

const INCLUDE = ['configuration.recipient', 'requirements'] as const;

function snapshotOf(account: Stripe.V2.Core.Account): RecipientSnapshot {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  return {
    account: account.id,
    partyId: account.metadata?.['party'] ?? null,
    word: { isClosed: account.closed ?? false, transfers: transfers?.status ?? null },
    requirements: (account.requirements?.entries ?? []).map((entry) => entry.description),
  };
}

/**
 * Accounts of those who are owed money: recipients of Accounts v2 with Stripe's express dashboard. The platform collects
 * fees and bears losses, as separate charges and transfers want it. Nobody asks for card payments here.
 */
@Injectable()
export class ConnectGateway {
  constructor(private readonly stripe: StripeClient) {}

  /** Makes the party's account, once: the same party always gets the same one. */
  async create(draft: RecipientDraft): Promise<Result<RecipientSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.v2.core.accounts.create(
        {
          display_name: draft.name,
          contact_email: draft.email,
          dashboard: 'express',
          identity: { country: draft.country },
          configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
          defaults: {
            responsibilities: { fees_collector: 'application', losses_collector: 'application' },
          },
          metadata: { party: draft.partyId },
          include: [...INCLUDE],
        },
        { idempotencyKey: `party-${draft.partyId}-account` },
      ),
    );
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  async look(account: string): Promise<Result<RecipientSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.v2.core.accounts.retrieve(account, { include: [...INCLUDE] }));
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  /** A page of Stripe's that asks the party what is still wanted; good for minutes and for one visit. */
  async onboardingLink(
    account: string,
    urls: { readonly returnUrl: string; readonly refreshUrl: string },
  ): Promise<Result<{ readonly url: string; readonly expiresAt: Date }, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.v2.core.accountLinks.create({
        account,
        use_case: {
          type: 'account_onboarding',
          // No `configurations`: the API no longer takes them here.
          account_onboarding: { return_url: urls.returnUrl, refresh_url: urls.refreshUrl },
        } as Stripe.V2.Core.AccountLinkCreateParams.UseCase,
      }),
    );
    return answer.ok ? ok({ url: answer.value.url, expiresAt: new Date(answer.value.expires_at) }) : answer;
  }
}
