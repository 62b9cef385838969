import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface FormDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** A form over the page; on a phone it comes from below. A press beside it does not throw away what was typed. */
export function FormDialog({ isOpen, title, children, onClose }: FormDialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-40 grid items-end bg-[#0009] sm:place-items-center sm:p-4"
    >
      <Modal className="w-full max-w-xl">
        <Dialog className="appears card grid max-h-[92dvh] grid-cols-[minmax(0,1fr)] gap-5 overflow-y-auto p-5 outline-none max-sm:rounded-b-none sm:p-6">
          <Heading slot="title" className="text-l font-semibold leading-tight">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
