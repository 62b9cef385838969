import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly action: string;
  readonly tone: 'main' | 'danger';
  readonly children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that every viewer notices. */
export function ConfirmDialog({ isOpen, title, action, tone, children, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-40 grid items-end bg-[#0009] p-4 sm:place-items-center"
    >
      <Modal className="w-full max-w-md">
        <Dialog role="alertdialog" className="appears card grid gap-3 p-6 outline-none">
          <Heading slot="title" className="text-l font-semibold leading-tight">
            {title}
          </Heading>
          <div className="text-soft">{children}</div>
          <div className="flex flex-wrap justify-end gap-2 pt-2">
            <Button className="button button-quiet max-sm:flex-1" autoFocus onPress={onClose}>
              Cancel
            </Button>
            <Button
              className={`button max-sm:flex-1 ${tone === 'danger' ? 'button-danger' : 'button-main'}`}
              onPress={() => {
                onClose();
                onConfirm();
              }}
            >
              {action}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
