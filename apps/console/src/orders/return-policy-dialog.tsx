import type { ReturnPolicy } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { Failed, Loading } from '../frame/page-states.tsx';
import { useNotices } from '../site/notices.tsx';
import { problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { TickBox } from '../frame/tick-box.tsx';

export interface ReturnPolicyDialogProps {
  readonly brandId: string;
  onClose(): void;
}

/** How the brand answers returns from now on. */
export function ReturnPolicyDialog({ brandId, onClose }: ReturnPolicyDialogProps) {
  const { calls } = useSite();
  const policy = useQuery({
    queryKey: ['return-policy', brandId],
    queryFn: () => valueOf(calls.returnPolicy(brandId)),
  });
  return (
    <FormDialog isOpen title="How returns are answered" onClose={onClose}>
      {policy.data ? (
        <PolicyForm brandId={brandId} policy={policy.data} onClose={onClose} />
      ) : policy.error ? (
        <Failed error={policy.error} onRetry={() => void policy.refetch()} />
      ) : (
        <Loading label="Looking it up" />
      )}
    </FormDialog>
  );
}

function PolicyForm({ brandId, policy, onClose }: ReturnPolicyDialogProps & { readonly policy: ReturnPolicy }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [isAutomatic, setIsAutomatic] = useState(policy.isAutomatic);
  const [instructions, setInstructions] = useState(policy.instructions ?? '');
  const [isSending, setIsSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = async () => {
    if (isSending) return;
    setIsSending(true);
    const answer = await calls.setReturnPolicy(brandId, { isAutomatic, instructions: instructions.trim() || null });
    setIsSending(false);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    await queries.invalidateQueries({ queryKey: ['return-policy', brandId] });
    notices.show({ text: 'Saved. It counts for returns that are asked for from now on.' });
    onClose();
  };
  return (
    <>
      <TickBox isTicked={isAutomatic} onTick={setIsAutomatic}>
        Agree to every return at once
      </TickBox>
      <LongField
        label="Where buyers send it (optional)"
        help="Without a word of yours, they send it to the address it came from."
        value={instructions}
        maxLength={1000}
        onChange={setInstructions}
      />
      {trouble && (
        <Note title="It was not saved" tone="bad" role="alert">
          {trouble}
        </Note>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="button button-quiet max-sm:flex-1" onPress={onClose}>
          Cancel
        </Button>
        <Button className="button button-main max-sm:flex-1" isPending={isSending} onPress={() => void save()}>
          {isSending ? <Spinner label="Saving" /> : 'Save'}
        </Button>
      </div>
    </>
  );
}
