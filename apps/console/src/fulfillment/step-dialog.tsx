import type { BrandFulfillmentOrderWire } from '@sidestall/contracts';
import { useState } from 'react';
import { LongField } from '../frame/long-field.tsx';
import { useNotices } from '../site/notices.tsx';
import { useSite } from '../site/site.tsx';
import { stepWords, type Step } from './fulfillment-words.ts';
import { DeedDialog } from './deed-dialog.tsx';

export interface StepDialogProps {
  readonly step: Step;
  readonly part: BrandFulfillmentOrderWire;
  onClose(): void;
  onDone(): Promise<void>;
}

/** Says what a step will do, asks why where that is told on, and takes it. */
export function StepDialog({ step, part, onClose, onDone }: StepDialogProps) {
  const { calls } = useSite();
  const notices = useNotices();
  const [reason, setReason] = useState('');
  // What was asked stays what was asked, also when the page behind it comes up to date.
  const [words] = useState(() => stepWords(step, part));
  const take = () => {
    switch (step) {
      case 'hold':
        return calls.hold(part.id, reason.trim());
      case 'release':
        return calls.release(part.id);
      case 'recall':
        return calls.recall(part.id, reason.trim());
      case 'force_accept':
        return calls.forceAccept(part.id);
    }
  };
  return (
    <DeedDialog
      title={words.title}
      action={words.action}
      tone={words.tone}
      isReady={words.reasonLabel === null || reason.trim() !== ''}
      take={take}
      onTaken={() => notices.show({ text: words.done })}
      onClose={onClose}
      onDone={onDone}
    >
      <p className="text-soft">{words.explanation}</p>
      {words.reasonLabel && (
        <LongField
          label={words.reasonLabel}
          help="Kept with what happened; brands whose goods are in it read it, too."
          value={reason}
          maxLength={500}
          onChange={setReason}
        />
      )}
    </DeedDialog>
  );
}
