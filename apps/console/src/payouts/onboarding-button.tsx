import type { Party } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

/** Sends the member to Stripe, which sends them back here. */
export function OnboardingButton({ party }: { readonly party: Party }) {
  const { calls } = useSite();
  const notices = useNotices();
  const [isOpening, setIsOpening] = useState(false);
  const open = async () => {
    setIsOpening(true);
    const answer = await calls.onboarding(party.id, `${location.origin}/payouts`);
    if (answer.ok) return location.assign(answer.value.url);
    setIsOpening(false);
    notices.show({ text: problemText(answer.problem), tone: 'bad' });
  };
  return (
    <Button className="button button-main max-sm:w-full" isPending={isOpening} onPress={() => void open()}>
      {isOpening ? (
        <Spinner label="Opening Stripe" />
      ) : party.transfers === 'none' ? (
        'Set up payouts at Stripe'
      ) : (
        'Go on at Stripe'
      )}
    </Button>
  );
}
