import type { Dispute } from '@sidestall/contracts';
import { isOutcomeUnknown, newIdempotencyKey } from '@sidestall/client';
import { Spinner } from '@sidestall/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { ConfirmDialog } from '../desk/confirm-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

/** The brand's own words beside the records, and the one time they can be sent. */
export function EvidenceForm({ dispute, brandId }: { readonly dispute: Dispute; readonly brandId: string }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [statement, setStatement] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const key = useRef(newIdempotencyKey());

  const send = async () => {
    if (isSending) return;
    setIsSending(true);
    setTrouble(null);
    const request = { ...(statement.trim() && { statement: statement.trim() }), submit: true };
    const answer = await calls.sendEvidence(brandId, dispute.id, request, key.current);
    setIsSending(false);
    if (!answer.ok) {
      if (!isOutcomeUnknown(answer.problem)) key.current = newIdempotencyKey();
      return setTrouble(problemText(answer.problem));
    }
    notices.show({ text: 'The evidence is with the bank. You read its decision here.' });
    await Promise.all(['disputes', 'order'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };

  return (
    <div className="grid gap-3">
      <LongField
        label="In your own words (optional)"
        help="Say what the records cannot: what was agreed, what you wrote to each other. It goes along with them."
        value={statement}
        maxLength={5_000}
        rows={4}
        onChange={setStatement}
      />
      {trouble && (
        <Note title="It was not sent" tone="bad" role="alert">
          {trouble}
        </Note>
      )}
      <Button
        className="button button-main justify-self-start max-sm:w-full"
        isPending={isSending}
        onPress={() => setIsAsking(true)}
      >
        {isSending ? <Spinner label="Sending the evidence" /> : 'Send to the bank'}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title="Send the evidence now?"
        action="Send it"
        tone="main"
        onConfirm={() => void send()}
        onClose={() => setIsAsking(false)}
      >
        The bank takes evidence once. It then decides within about two to three months, and nothing can be added.
      </ConfirmDialog>
    </div>
  );
}
