import type { RuleSetTrialWire } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Note } from '../frame/note.tsx';
import { Section } from '../frame/page.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { criterionWords } from './routing-words.ts';
import type { RulesScope } from './rules-scope.ts';
import { readRulesText } from './rules-text.ts';

type Tried = RuleSetTrialWire['orders'][number];

/** So many of the latest orders are looked at again. */
const ORDERS = 20;

export interface RulesTrialProps extends RulesScope {
  readonly text: string;
  /** Whether the rules can be used at all. */
  readonly isReady: boolean;
}

/** How the latest orders would have gone by these rules. */
export function RulesTrial({ brandId, showId, text, isReady }: RulesTrialProps) {
  const { calls } = useSite();
  const [isTrying, setIsTrying] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [found, setFound] = useState<{ readonly text: string; readonly trial: RuleSetTrialWire } | null>(null);
  const attempt = async () => {
    const typed = readRulesText(text);
    if (!typed.ok || isTrying) return;
    setIsTrying(true);
    const answer = await calls.tryRuleSet(brandId, { showId, content: typed.content, orders: ORDERS });
    setIsTrying(false);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    setTrouble(null);
    setFound({ text, trial: answer.value });
  };
  return (
    <Section
      title="Try them"
      lead={`The last ${ORDERS} orders once more, by these rules and with what was known then. Nobody is asked and nothing changes.`}
    >
      <Button
        className="button button-quiet justify-self-start max-sm:w-full"
        isDisabled={!isReady}
        isPending={isTrying}
        onPress={() => void attempt()}
      >
        {isTrying ? <Spinner label="Trying the rules" /> : 'Try on past orders'}
      </Button>
      {trouble && (
        <Note title="They could not be tried" tone="bad" role="alert">
          {trouble}
        </Note>
      )}
      {found && <Trial trial={found.trial} isOld={found.text !== text} />}
    </Section>
  );
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function summaryWords({ orders, changed, ...sums }: RuleSetTrialWire['summary']): string {
  const parcels =
    sums.parcelsAfter === sums.parcelsBefore
      ? `${counted(sums.parcelsAfter, 'parcel')}, as before`
      : `${counted(sums.parcelsAfter, 'parcel')} instead of ${sums.parcelsBefore}`;
  const left =
    sums.leftUnitsAfter === sums.leftUnitsBefore
      ? ''
      : `, and ${counted(sums.leftUnitsAfter, 'piece')} left over instead of ${sums.leftUnitsBefore}`;
  return `${changed} of ${counted(orders, 'order')} would have gone another way: ${parcels}${left}.`;
}

function Trial({ trial, isOld }: { readonly trial: RuleSetTrialWire; readonly isOld: boolean }) {
  const changed = trial.orders.filter((order) => !order.isSame);
  if (trial.orders.length === 0) return <Note title="There are no past orders to try them on" role="status" />;
  return (
    <>
      <Note title={summaryWords(trial.summary)} role="status">
        {isOld && 'The rules were changed since. Try them again.'}
      </Note>
      {changed.length > 0 && (
        <ul className="card divide-y divide-line" aria-label="Orders that would have gone another way">
          {changed.map((order) => (
            <Order key={order.orderId} order={order} />
          ))}
        </ul>
      )}
    </>
  );
}

function planWords({ parcels, leftUnits }: Tried['before']): string {
  const sent = parcels.map(({ retailerName, units }) => `${retailerName} (${units})`);
  return [...sent, ...(leftUnits > 0 ? [`${leftUnits} left over`] : [])].join(', ') || 'Nobody';
}

function Order({ order }: { readonly order: Tried }) {
  return (
    <li className="grid gap-1 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          to="/orders/$id/routing"
          params={{ id: order.orderId }}
          className="font-medium underline underline-offset-4"
        >
          Order {order.number}
        </Link>
        {order.after.decidedBy && <Chip>by {criterionWords(order.after.decidedBy).toLowerCase()}</Chip>}
      </div>
      <p className="text-s text-soft">Went to {planWords(order.before)}</p>
      <p className="text-s">Would go to {planWords(order.after)}</p>
    </li>
  );
}
