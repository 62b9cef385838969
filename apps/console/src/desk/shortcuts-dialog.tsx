import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Shortcut } from './shortcuts.ts';

export interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly shortcuts: readonly Shortcut[];
  onClose(): void;
}

/** What each key does on the desk. */
export function ShortcutsDialog({ isOpen, shortcuts, onClose }: ShortcutsDialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-40 grid items-end bg-[#0009] p-4 sm:place-items-center"
    >
      <Modal className="w-full max-w-md">
        <Dialog className="appears card grid gap-4 p-6 outline-none">
          <Heading slot="title" className="text-l font-semibold leading-tight">
            Keys on the desk
          </Heading>
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-3">
            {shortcuts.map(({ keys, shownAs, label }) => (
              <div key={label} className="contents">
                <dt className="flex items-center gap-1">
                  {(shownAs ?? keys).map((key) => (
                    <kbd key={key} className="key">
                      {key.length === 1 ? key.toUpperCase() : key}
                    </kbd>
                  ))}
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
          <Button className="button button-quiet justify-self-end" autoFocus onPress={onClose}>
            Close
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
