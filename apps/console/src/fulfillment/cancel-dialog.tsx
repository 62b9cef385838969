import type { OrderFulfillmentWire } from '@sidestall/contracts';
import { useNotices } from '../site/notices.tsx';
import { useSite } from '../site/site.tsx';
import { DeedDialog } from './deed-dialog.tsx';
import { cancelWords } from './fulfillment-words.ts';

export interface CancelDialogProps {
  readonly order: OrderFulfillmentWire;
  readonly brandId: string | null;
  onClose(): void;
  onDone(): Promise<void>;
}

/** Asks for all that has not left to be canceled, and says before what that means for each part. */
export function CancelDialog({ order, brandId, onClose, onDone }: CancelDialogProps) {
  const { calls } = useSite();
  const notices = useNotices();
  return (
    <DeedDialog
      title={`Ask for ${order.number} to be canceled?`}
      action="Ask to cancel"
      tone="danger"
      isReady
      take={() => calls.cancelOrder(brandId, order.orderId)}
      onTaken={({ canceled, asked }) =>
        notices.show({
          text:
            canceled + asked === 0
              ? 'Nothing was left to cancel.'
              : [canceled > 0 && 'Canceled what nobody had accepted.', asked > 0 && 'Who has accepted is asked.']
                  .filter(Boolean)
                  .join(' '),
        })
      }
      onClose={onClose}
      onDone={onDone}
    >
      <ul className="grid gap-1.5">
        {cancelWords(order).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="text-soft">
        What is canceled is not charged; what was charged already is given back to the buyer. This cannot be undone.
      </p>
    </DeedDialog>
  );
}
