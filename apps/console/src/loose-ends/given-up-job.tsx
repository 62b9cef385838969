import type { GivenUpJobWire } from '@sidestall/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ConfirmDialog } from '../desk/confirm-dialog.tsx';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { errorText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { aboutWords, orderOf, workWords } from './loose-end-words.ts';
import { LOOSE_ENDS } from './use-loose-ends.ts';

/** One piece of work that failed for good: what it is, how it failed, and what to do about it. */
export function GivenUpJob({ job }: { readonly job: GivenUpJobWire }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [isAsking, setIsAsking] = useState(false);
  const words = workWords(job.name);
  const orderId = orderOf(job.about);
  const decide = useMutation({
    mutationFn: (deed: 'again' | 'drop') =>
      valueOf(deed === 'again' ? calls.tryJobAgain(job.id) : calls.dropJob(job.id)),
    onSuccess: (_done, deed) =>
      notices.show({
        text: deed === 'again' ? `${words}: it is tried again now.` : `${words}: it is let be.`,
      }),
    onError: (error) => notices.show({ text: errorText(error), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: LOOSE_ENDS }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3 sm:px-5">
      <span className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <span className="font-medium">{words}</span>
        <span className="break-words text-s">{job.error}</span>
        <span className="break-words text-s text-soft">
          Tried {job.attempts === 1 ? 'once' : `${job.attempts} times`}, given up{' '}
          <time dateTime={job.gaveUpAt ?? job.createdAt}>{momentText(job.gaveUpAt ?? job.createdAt)}</time>
          {aboutWords(job.about) && ` · ${aboutWords(job.about)}`}
        </span>
        {orderId && (
          <Link
            to="/shipping/$id"
            params={{ id: orderId }}
            className="justify-self-start text-s underline underline-offset-4"
          >
            See the order
          </Link>
        )}
      </span>
      <span className="flex gap-2 max-sm:w-full">
        <Button
          className="button button-quiet max-sm:flex-1"
          isDisabled={decide.isPending}
          aria-label={`Let it be: ${words}`}
          onPress={() => setIsAsking(true)}
        >
          Let it be
        </Button>
        <Button
          className="button button-main max-sm:flex-1"
          isDisabled={decide.isPending}
          aria-label={`Try again: ${words}`}
          onPress={() => decide.mutate('again')}
        >
          Try again
        </Button>
      </span>
      <ConfirmDialog
        isOpen={isAsking}
        title={`${words}: let it be?`}
        action="Let it be"
        tone="danger"
        onConfirm={() => decide.mutate('drop')}
        onClose={() => setIsAsking(false)}
      >
        Nobody does this work any more, and it leaves this list. Choose it only when you have done by hand what it was
        for.
      </ConfirmDialog>
    </li>
  );
}
