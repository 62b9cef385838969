import type { Return } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

export interface RefuseReturnDialogProps {
  readonly entry: Return;
  readonly brandId: string;
  onClose(): void;
  onDone(): Promise<void>;
}

/** Says no to a return, and why. */
export function RefuseReturnDialog({ entry, brandId, onClose, onDone }: RefuseReturnDialogProps) {
  const { calls } = useSite();
  const [note, setNote] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const send = async () => {
    if (isSending || !note.trim()) return;
    setIsSending(true);
    const answer = await calls.refuseReturn(brandId, entry.id, { note: note.trim() });
    setIsSending(false);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    onClose();
    await onDone();
  };
  return (
    <FormDialog isOpen title="Refuse this return?" onClose={onClose}>
      <p className="text-soft">Nothing is given back. The buyer reads your words and may still turn to their bank.</p>
      <LongField label="Why" value={note} maxLength={500} onChange={setNote} />
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
          className="button button-danger max-sm:flex-1"
          isDisabled={!note.trim()}
          isPending={isSending}
          onPress={() => void send()}
        >
          {isSending ? <Spinner label="Sending your answer" /> : 'Refuse the return'}
        </Button>
      </div>
    </FormDialog>
  );
}
