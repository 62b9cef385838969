import type { StreamStatus } from '@sidestall/streams';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Starts and ends the show, asking first: every viewer notices. */
export function StreamSwitch({ streamId, status }: { readonly streamId: string; readonly status: StreamStatus }) {
  const { calls } = useSite();
  const notices = useNotices();
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isLive = status === 'live';

  const change = async () => {
    setIsBusy(true);
    const answer = await (isLive ? calls.end(streamId) : calls.start(streamId));
    setIsBusy(false);
    notices.show(
      answer.ok
        ? { text: isLive ? 'The stream has ended' : 'The stream is live' }
        : { text: problemText(answer.problem), tone: 'bad' },
    );
  };

  return (
    <>
      <Button
        className={`button ${isLive ? 'button-quiet' : 'button-main'}`}
        isPending={isBusy}
        onPress={() => setIsAsking(true)}
      >
        {isLive ? 'End stream' : 'Start stream'}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={isLive ? 'End the stream?' : 'Start the stream?'}
        action={isLive ? 'End stream' : 'Start stream'}
        tone={isLive ? 'danger' : 'main'}
        onClose={() => setIsAsking(false)}
        onConfirm={() => void change()}
      >
        {isLive
          ? 'Every storefront says that the show is over. What is pinned stays for sale. You can start it again.'
          : 'Every open storefront says that the show is live and shows what you pin.'}
      </ConfirmDialog>
    </>
  );
}
