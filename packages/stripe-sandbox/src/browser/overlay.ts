import { isWindowMessage, SOURCE, type WindowMessage } from './channel.ts';

let scrollLocks = 0;
const REMOVED_AFTER_MS = 300;

/**
 * Opens a page of the sandbox over everything else and waits for its answer. A modal `dialog` is used so that the page
 * stands above a dialog or full-screen element that the shop may have open.
 */
export function openOverlay(
  origin: string,
  path: string,
  title: string,
  onMessage?: (message: WindowMessage, reply: (detail: Record<string, unknown>) => void) => void,
): Promise<WindowMessage> {
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const url = new URL(path, origin);
  url.searchParams.set('parent', location.origin);
  frame.src = url.href;
  frame.title = title;
  frame.allow = 'payment *';
  const cover: Partial<CSSStyleDeclaration> = {
    position: 'fixed',
    inset: '0',
    width: '100%',
    height: '100%',
    maxWidth: 'none',
    maxHeight: 'none',
    margin: '0',
    padding: '0',
    border: '0',
    background: 'transparent',
    colorScheme: 'light only',
    overflow: 'hidden',
  };
  Object.assign(dialog.style, cover, { zIndex: '2147483647' });
  Object.assign(frame.style, cover);
  dialog.setAttribute('aria-label', title);
  dialog.append(frame);
  const focusedBefore = document.activeElement;
  const { overflow } = document.documentElement.style;
  return new Promise((resolve) => {
    const finish = (message: WindowMessage): void => {
      window.removeEventListener('message', hear);
      dialog.close();
      // Out of sight at once, and out of the page when the press that ended it is over: a frame that goes in the middle of a
      // press leaves whoever pressed waiting for its end.
      setTimeout(() => dialog.remove(), REMOVED_AFTER_MS);
      if ((scrollLocks -= 1) === 0) document.documentElement.style.overflow = overflow;
      if (focusedBefore instanceof HTMLElement) focusedBefore.focus({ preventScroll: true });
      resolve(message);
    };
    const hear = (event: MessageEvent): void => {
      if (event.origin !== origin || event.source !== frame.contentWindow || !isWindowMessage(event.data)) return;
      if (event.data.type === 'done') finish(event.data);
      else
        onMessage?.(event.data, (detail) =>
          frame.contentWindow?.postMessage({ source: SOURCE, type: 'connect', detail }, origin),
        );
    };
    // Escape belongs to the page inside, which asks before it gives a payment up.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    window.addEventListener('message', hear);
    scrollLocks += 1;
    document.documentElement.style.overflow = 'hidden';
    document.body.append(dialog);
    dialog.showModal();
    frame.focus();
  });
}
