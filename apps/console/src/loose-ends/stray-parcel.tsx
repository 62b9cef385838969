import type { StrayParcelWire } from '@sidestall/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { LongField } from '../frame/long-field.tsx';
import { DeedDialog } from '../fulfillment/deed-dialog.tsx';
import { stateWords } from '../fulfillment/fulfillment-words.ts';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { useSite } from '../site/site.tsx';
import { LOOSE_ENDS } from './use-loose-ends.ts';

/** One parcel that left after its goods had been taken back, and the word on what becomes of it. */
export function StrayParcel({ parcel }: { readonly parcel: StrayParcelWire }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [isSettling, setIsSettling] = useState(false);
  const [note, setNote] = useState('');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3 sm:px-5">
      <span className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <span className="font-medium">
          <Link
            to="/shipping/$id"
            params={{ id: parcel.orderId }}
            className="tabular-nums underline underline-offset-4"
          >
            {parcel.orderNumber}
          </Link>{' '}
          · {parcel.retailerName}
        </span>
        <span className="break-words text-s">
          {parcel.carrier ? `${parcel.carrier} ` : ''}
          {parcel.trackingNumber}
        </span>
        <span className="text-s text-soft">
          Reported <time dateTime={parcel.reportedAt}>{momentText(parcel.reportedAt)}</time>, though its part was{' '}
          {stateWords(parcel.state).text.toLowerCase()}
        </span>
      </span>
      <Button
        className="button button-main max-sm:w-full"
        aria-label={`Settle parcel ${parcel.trackingNumber}`}
        onPress={() => setIsSettling(true)}
      >
        Settle
      </Button>
      {isSettling && (
        <DeedDialog
          title={`What becomes of ${parcel.trackingNumber}?`}
          action="Settle it"
          tone="main"
          isReady={note.trim() !== ''}
          take={() => calls.settleParcel(parcel.id, note.trim())}
          onTaken={() => notices.show({ text: `Parcel ${parcel.trackingNumber} is settled.` })}
          onClose={() => setIsSettling(false)}
          onDone={() => queries.invalidateQueries({ queryKey: LOOSE_ENDS })}
        >
          <p className="text-soft">
            Have it sent back, or let the buyer keep it: whatever you agreed on is kept with the order’s story. Money
            moves only by a refund of yours.
          </p>
          <LongField label="What was agreed" value={note} maxLength={500} onChange={setNote} />
        </DeedDialog>
      )}
    </li>
  );
}
