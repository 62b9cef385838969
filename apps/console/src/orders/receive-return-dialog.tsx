import type { BrandOrderView, Return } from '@sidestall/contracts';
import { isOutcomeUnknown, newIdempotencyKey } from '@sidestall/client';
import { refundExpectedBy } from '@sidestall/payments';
import { Spinner } from '@sidestall/ui';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { priceText } from '../site/prices.ts';
import { useSite } from '../site/site.tsx';
import { useNow } from '../site/use-now.ts';
import { EMPTY_DRAFT, sumOf } from './refund-draft.ts';
import { buyerWords } from './refund-words.ts';
import { TickBox } from '../frame/tick-box.tsx';
import { UnitStepper } from './unit-stepper.tsx';

export interface ReceiveReturnDialogProps {
  readonly entry: Return;
  readonly order: BrandOrderView;
  readonly brandId: string;
  onClose(): void;
  onDone(): Promise<void>;
}

/** What came back, which may be less than was announced; the refund follows from it at once. */
export function ReceiveReturnDialog({ entry, order, brandId, onClose, onDone }: ReceiveReturnDialogProps) {
  const { calls } = useSite();
  const now = useNow();
  const notices = useNotices();
  const announced = gather(entry.lines);
  const isDisputed = entry.state === 'inspected';
  const [units, setUnits] = useState<Readonly<Record<string, number>>>(() =>
    Object.fromEntries(announced.map((line) => [line.lineId, line.quantity])),
  );
  const [refundShipping, setRefundShipping] = useState(false);
  const [restock, setRestock] = useState(false);
  const [note, setNote] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const key = useRef(newIdempotencyKey());
  const sum = sumOf(order, { ...EMPTY_DRAFT, units, isShipping: refundShipping });
  const lines = announced
    .map((line) => ({ lineId: line.lineId, quantity: units[line.lineId] ?? 0 }))
    .filter((line) => line.quantity > 0);

  const send = async () => {
    if (isSending || lines.length === 0) return;
    setIsSending(true);
    const request = { lines, refundShipping, restock, ...(note.trim() && { note: note.trim() }) };
    const answer = await calls.receiveReturn(brandId, entry.id, request, key.current);
    setIsSending(false);
    if (!answer.ok) {
      if (!isOutcomeUnknown(answer.problem)) key.current = newIdempotencyKey();
      return setTrouble(problemText(answer.problem));
    }
    notices.show({ text: `The return is received and the refund is on its way to ${order.buyer.name}.` });
    onClose();
    await onDone();
  };

  return (
    <FormDialog isOpen title={isDisputed ? 'What do you take?' : 'What arrived?'} onClose={onClose}>
      <ul className="grid gap-2">
        {announced.map((line) => (
          <li key={line.lineId} className="flex items-center justify-between gap-4">
            <span className="grid min-w-0">
              <span className="font-medium">{line.title}</span>
              <span className="text-s text-soft">
                {line.quantity} {isDisputed ? 'arrived' : 'announced'}
              </span>
            </span>
            <UnitStepper
              label={`Pieces of ${line.title} that arrived`}
              value={units[line.lineId] ?? 0}
              max={line.quantity}
              onChange={(count) => setUnits((before) => ({ ...before, [line.lineId]: count }))}
            />
          </li>
        ))}
      </ul>
      {order.shipping.refundable.amount > 0 && (
        <TickBox isTicked={refundShipping} onTick={setRefundShipping}>
          Give back shipping too, {priceText(order.shipping.refundable)}
        </TickBox>
      )}
      <TickBox isTicked={restock} onTick={setRestock}>
        {isDisputed
          ? 'What was disputed is as new after all: sell it again'
          : 'As new, and back where it was sent from: sell it again'}
      </TickBox>
      <LongField label="Words for the buyer (optional)" value={note} maxLength={500} rows={2} onChange={setNote} />
      <div className="border-t border-line pt-4" aria-live="polite">
        {sum.ok
          ? buyerWords(order.buyer.name, sum.total, refundExpectedBy(new Date(now)))
          : 'Choose what arrived. If nothing did, refuse the return instead.'}
      </div>
      {trouble && (
        <Note title="It did not go through" tone="bad" role="alert">
          {trouble}
        </Note>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="button button-quiet max-sm:flex-1" onPress={onClose}>
          Cancel
        </Button>
        <Button
          className="button button-main max-sm:flex-1"
          isDisabled={lines.length === 0}
          isPending={isSending}
          onPress={() => void send()}
        >
          {isSending ? (
            <Spinner label="Receiving the return" />
          ) : (
            `${isDisputed ? 'Give' : 'Received, give'} back ${sum.ok ? priceText(sum.total) : ''}`.trim()
          )}
        </Button>
      </div>
    </FormDialog>
  );
}

/** A line that came to several things is asked for once. */
function gather(lines: Return['lines']): Return['lines'] {
  const sums = new Map<string, Return['lines'][number]>();
  for (const line of lines) {
    sums.set(line.lineId, { ...line, quantity: line.quantity + (sums.get(line.lineId)?.quantity ?? 0) });
  }
  return [...sums.values()];
}
