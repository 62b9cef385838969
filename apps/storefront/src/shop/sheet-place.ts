const PHONE = '(max-width: 767px)';
const NARROWEST = 320;
const WIDEST = 640;
const LOWEST = 480;

/** Where a sheet stands, in pixels of the window; null: from below, over the full width. */
export interface SheetPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Over the stall itself where that has the shape of a panel, so that the picture beside it stays free; otherwise along
 * the window's edge on the side the stall is nearer to.
 */
export function sheetPlace(
  stall: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  view: { readonly width: number; readonly height: number },
  isRightToLeft = false,
): SheetPlace {
  const width = stall.right - stall.left;
  const isPanel = width >= NARROWEST && width <= WIDEST && stall.left >= 0 && stall.right <= view.width + 1;
  const top = Math.max(0, stall.top);
  const height = Math.min(view.height, stall.bottom) - top;
  if (isPanel && height >= LOWEST) return { left: stall.left, top, width, height };
  if (isPanel) return { left: stall.left, top: 0, width, height: view.height };
  const side = Math.min(440, view.width);
  return { left: isRightToLeft ? 0 : view.width - side, top: 0, width: side, height: view.height };
}

/** Keeps a sheet in its place while the page scrolls or changes its size; answers how to stop. */
export function followPlace(sheet: HTMLElement, host: HTMLElement): () => void {
  const phone = matchMedia(PHONE);
  const put = () => {
    sheet.dataset['from'] = phone.matches ? 'below' : 'side';
    if (phone.matches) return;
    const isRightToLeft = getComputedStyle(sheet).direction === 'rtl';
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const place = sheetPlace(host.getBoundingClientRect(), view, isRightToLeft);
    for (const [name, value] of Object.entries(place)) sheet.style.setProperty(`--sheet-${name}`, `${value}px`);
  };
  put();
  const watch = new ResizeObserver(put);
  watch.observe(host);
  window.addEventListener('resize', put);
  window.addEventListener('scroll', put, { capture: true, passive: true });
  return () => {
    watch.disconnect();
    window.removeEventListener('resize', put);
    window.removeEventListener('scroll', put, { capture: true });
  };
}
