import type { BrandOrderView, Refund } from '@sidestall/contracts';
import { isOutcomeUnknown, newIdempotencyKey } from '@sidestall/client';
import { refundExpectedBy } from '@sidestall/payments';
import { Spinner } from '@sidestall/ui';
import { useRef, useState } from 'react';
import { Button, Input, Label, Radio, RadioGroup, Switch, Text, TextField } from 'react-aria-components';
import { Choice } from '../frame/choice.tsx';
import { FormDialog } from '../frame/form-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { priceText } from '../site/prices.ts';
import { useSite } from '../site/site.tsx';
import { useNow } from '../site/use-now.ts';
import { PICKED_REASONS, REFUND_REASON_WORDS } from './order-words.ts';
import { EMPTY_DRAFT, everything, ownShareOf, sumOf, unitsLeft, type RefundDraft } from './refund-draft.ts';
import { buyerWords, shareWords } from './refund-words.ts';
import { UnitStepper } from './unit-stepper.tsx';

export interface RefundDialogProps {
  readonly isOpen: boolean;
  readonly order: BrandOrderView;
  readonly brandId: string;
  readonly brandName: string;
  onClose(): void;
  onDone(): Promise<void>;
}

/** Gives money back in two steps: choose what, then read what will happen and agree. */
export function RefundDialog(props: RefundDialogProps) {
  const { isOpen, order, onClose } = props;
  return (
    <FormDialog isOpen={isOpen} title={`Refund order ${order.number}`} onClose={onClose}>
      <RefundForm {...props} />
    </FormDialog>
  );
}

/** Lives as long as the dialog is open, and its key with it: a second press cannot give back twice. */
function RefundForm({ order, brandId, brandName, onClose, onDone }: RefundDialogProps) {
  const { calls } = useSite();
  const now = useNow();
  const notices = useNotices();
  const [draft, setDraft] = useState<RefundDraft>(EMPTY_DRAFT);
  const [isAgreeing, setIsAgreeing] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  // While nobody knows how it ended, only the very same may be sent again.
  const [isOpenEnded, setIsOpenEnded] = useState(false);
  const key = useRef(newIdempotencyKey());
  const sum = sumOf(order, draft);
  const share = ownShareOf(order, brandName, sum);
  const change = (part: Partial<RefundDraft>) => {
    setTrouble(null);
    setDraft((before) => ({ ...before, ...part }));
  };

  const send = async () => {
    if (!sum.ok || isSending) return;
    setIsSending(true);
    setTrouble(null);
    const answer = await calls.refund(brandId, order.id, sum.request, key.current);
    setIsSending(false);
    if (!answer.ok) {
      const isUnknown = isOutcomeUnknown(answer.problem);
      setIsOpenEnded(isUnknown);
      // A refused request is spent; another one must not be taken for it.
      if (!isUnknown) key.current = newIdempotencyKey();
      setTrouble(
        isUnknown
          ? 'We do not know yet whether it went through. Press again: it cannot be given back twice.'
          : problemText(answer.problem),
      );
      return;
    }
    notices.show({ text: `${priceText(answer.value.amount)} is on its way back to ${order.buyer.name}.` });
    onClose();
    await onDone();
  };

  const words = sum.ok && (
    <div className="grid gap-1" aria-live="polite">
      <p>{buyerWords(order.buyer.name, sum.total, refundExpectedBy(new Date(now)))}</p>
      {share && <p className="text-soft">{shareWords(share)}</p>}
    </div>
  );

  if (isAgreeing && sum.ok) {
    return (
      <>
        <div className="grid gap-1 rounded-card bg-raised p-4">
          <span className="text-xl font-semibold leading-tight tabular-nums">{priceText(sum.total)}</span>
          {words}
          <p className="text-soft">A refund cannot be taken back once the bank has it.</p>
        </div>
        {trouble && (
          <Note title="It did not go through" tone="bad" role="alert">
            {trouble}
          </Note>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            className="button button-quiet max-sm:flex-1"
            isDisabled={isSending || isOpenEnded}
            onPress={() => setIsAgreeing(false)}
          >
            Change it
          </Button>
          <Button
            className="button button-main max-sm:flex-1"
            autoFocus
            isPending={isSending}
            onPress={() => void send()}
          >
            {isSending ? <Spinner label="Sending the refund" /> : `Give back ${priceText(sum.total)}`}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <WayChoice draft={draft} onChange={change} />
      {draft.way === 'lines' ? (
        <LinesPart order={order} draft={draft} onChange={change} />
      ) : (
        <AmountPart order={order} draft={draft} problem={sum.ok ? null : sum.text} onChange={change} />
      )}
      <Choice
        label="Reason"
        value={draft.reason}
        options={PICKED_REASONS.map((reason) => ({ id: reason, name: REFUND_REASON_WORDS[reason] }))}
        onChange={(reason) => change({ reason: reason as Refund['reason'] })}
      />
      <LongField
        label="Note (optional)"
        help="The buyer reads it in the mail and on the order page."
        value={draft.note}
        maxLength={500}
        rows={2}
        onChange={(note) => change({ note })}
      />
      <div className="grid gap-2 border-t border-line pt-4">
        <p className="flex items-baseline justify-between gap-4 font-semibold">
          <span>To give back</span>
          <output className="text-l tabular-nums">{sum.ok ? priceText(sum.total) : '–'}</output>
        </p>
        {words}
        {!sum.ok && draft.way === 'lines' && sum.text && <p className="text-s text-bad">{sum.text}</p>}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="button button-quiet max-sm:flex-1" onPress={onClose}>
          Cancel
        </Button>
        <Button className="button button-main max-sm:flex-1" isDisabled={!sum.ok} onPress={() => setIsAgreeing(true)}>
          Go on
        </Button>
      </div>
    </>
  );
}

interface PartProps {
  readonly draft: RefundDraft;
  onChange(part: Partial<RefundDraft>): void;
}

const WAY =
  'flex min-h-10 flex-1 cursor-pointer items-center justify-center rounded-control px-3 text-center text-soft outline-none data-[selected]:bg-surface data-[selected]:font-semibold data-[selected]:text-ink data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent-ink';

function WayChoice({ draft, onChange }: PartProps) {
  return (
    <RadioGroup
      aria-label="What to give back"
      orientation="horizontal"
      className="flex gap-1 rounded-control bg-raised p-1"
      value={draft.way}
      onChange={(way) => onChange({ way: way as RefundDraft['way'] })}
    >
      <Radio value="lines" className={WAY}>
        Pieces
      </Radio>
      <Radio value="amount" className={WAY}>
        An amount
      </Radio>
    </RadioGroup>
  );
}

function LinesPart({ order, draft, onChange }: PartProps & { readonly order: BrandOrderView }) {
  const lines = order.lines.filter((line) => unitsLeft(line) > 0);
  return (
    <div className="grid gap-3">
      <ul className="grid gap-2">
        {lines.map((line) => (
          <li key={line.id} className="flex items-center justify-between gap-4">
            <span className="grid min-w-0">
              <span className="font-medium">{line.title}</span>
              <span className="text-s text-soft">
                {line.variantTitle && `${line.variantTitle} · `}
                {unitsLeft(line)} left, {priceText(line.refundable)}
              </span>
            </span>
            <UnitStepper
              label={`Pieces of ${line.title} to refund`}
              value={draft.units[line.id] ?? 0}
              max={unitsLeft(line)}
              onChange={(units) => onChange({ units: { ...draft.units, [line.id]: units } })}
            />
          </li>
        ))}
      </ul>
      {order.shipping.refundable.amount > 0 && (
        <Switch
          className="group flex min-h-10 cursor-pointer items-center justify-between gap-4"
          isSelected={draft.isShipping}
          onChange={(isShipping) => onChange({ isShipping })}
        >
          <span className="font-medium">Shipping, {priceText(order.shipping.refundable)}</span>
          <span
            aria-hidden="true"
            className="flex h-6 w-11 items-center rounded-full border border-line-strong bg-raised p-0.5 group-data-[selected]:border-transparent group-data-[selected]:bg-accent group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent-ink"
          >
            <span className="size-4.5 rounded-full bg-soft transition-[translate] group-data-[selected]:translate-x-5 group-data-[selected]:bg-on-accent" />
          </span>
        </Switch>
      )}
      <Button
        className="button button-bare justify-self-start text-accent-ink"
        onPress={() => onChange(everything(order, draft))}
      >
        Choose everything, {priceText(order.refundable)}
      </Button>
    </div>
  );
}

interface AmountPartProps extends PartProps {
  readonly order: BrandOrderView;
  readonly problem: string | null;
}

function AmountPart({ order, draft, problem, onChange }: AmountPartProps) {
  return (
    <TextField
      className="grid max-w-60 gap-1.5"
      value={draft.amountText}
      isInvalid={problem !== null}
      onChange={(amountText) => onChange({ amountText })}
    >
      <Label className="font-medium">Amount in {order.refundable.currency}</Label>
      <Input className="field tabular-nums" inputMode="decimal" autoComplete="off" placeholder="0.00" maxLength={16} />
      <Text slot="description" className={`text-s ${problem ? 'text-bad' : 'text-soft'}`}>
        {problem ?? `At most ${priceText(order.refundable)}. It is taken from everything that was paid, in proportion.`}
      </Text>
    </TextField>
  );
}
