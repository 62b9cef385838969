import type { Party } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { dayText } from '../site/moments.ts';

type Balance = Party['balances'][number];

/** Where a party's money of one currency is. */
export function BalanceRow({ balance }: { readonly balance: Balance }) {
  const places = [
    {
      label: 'Pending',
      value: balance.pending,
      help: balance.nextReleaseAt ? `Next release on ${dayText(balance.nextReleaseAt)}` : 'Earned, not released yet',
    },
    { label: 'Available', value: balance.available, help: 'Goes out with the next transfer' },
    { label: 'Paid', value: balance.transferred, help: 'Sent to your Stripe account' },
    ...(balance.receivable.amount === 0
      ? []
      : [{ label: 'Owed back', value: balance.receivable, help: 'Kept from your next transfers' }]),
    ...(balance.frozen.amount === 0
      ? []
      : [{ label: 'Held', value: balance.frozen, help: 'While a dispute or return is open; part of the rest' }]),
  ];
  return (
    <dl
      aria-label={balance.currency}
      className="grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line pt-4 sm:grid-cols-3 lg:grid-cols-5"
    >
      {places.map((place) => (
        <div key={place.label} className="grid content-start gap-0.5">
          <dt className="text-s text-soft">{place.label}</dt>
          <dd className="text-l font-semibold leading-tight">
            <Price value={place.value} locale="en" />
          </dd>
          <dd className="text-s text-soft">{place.help}</dd>
        </div>
      ))}
    </dl>
  );
}
