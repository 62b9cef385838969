import type { Return } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

export interface AuthorizeReturnDialogProps {
  readonly entry: Return;
  readonly brandId: string;
  onClose(): void;
  onDone(): Promise<void>;
}

/** Agrees to a return and says where the goods go. */
export function AuthorizeReturnDialog({ entry, brandId, onClose, onDone }: AuthorizeReturnDialogProps) {
  const { calls } = useSite();
  const policy = useQuery({
    queryKey: ['return-policy', brandId],
    queryFn: () => valueOf(calls.returnPolicy(brandId)),
  });
  const [words, setWords] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const instructions = words ?? policy.data?.instructions ?? '';
  const send = async () => {
    if (isSending) return;
    setIsSending(true);
    const said = instructions.trim();
    const answer = await calls.authorizeReturn(brandId, entry.id, said ? { instructions: said } : {});
    setIsSending(false);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    onClose();
    await onDone();
  };
  return (
    <FormDialog isOpen title="Agree to this return?" onClose={onClose}>
      <p className="text-soft">
        The buyer sends the goods within 30 days and is refunded as soon as somebody has looked at them.
      </p>
      <LongField
        label="Where to send it (optional)"
        help="Without a word of yours, the buyer sends it to the address it came from."
        value={instructions}
        maxLength={1000}
        onChange={setWords}
      />
      {trouble && (
        <Note title="It did not go through" tone="bad" role="alert">
          {trouble}
        </Note>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="button button-quiet max-sm:flex-1" onPress={onClose}>
          Cancel
        </Button>
        <Button className="button button-main max-sm:flex-1" isPending={isSending} onPress={() => void send()}>
          {isSending ? <Spinner label="Telling the buyer" /> : 'Agree to the return'}
        </Button>
      </div>
    </FormDialog>
  );
}
