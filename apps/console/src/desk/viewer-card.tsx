import { accentColors, Picture, Price } from '@sidestall/ui';
import type { CSSProperties } from 'react';
import { Button } from 'react-aria-components';
import { pinName, type DeskPin } from './desk-pins.ts';
import { STOCK_TONES, stockWords } from './stock-words.ts';

function accentStyle(accent: string | null): CSSProperties {
  const colors = accent ? accentColors(accent) : null;
  return colors
    ? ({
        '--st-accent': colors.accent,
        '--st-on-accent': colors.onAccent,
        '--st-accent-ink': colors.accentInk,
      } as CSSProperties)
    : {};
}

export interface ViewerCardProps {
  readonly pin: DeskPin;
  readonly canUnpin: boolean;
  onUnpin(): void;
}

/** A pinned card as viewers have it beside the picture, with the host's way to take it off. */
export function ViewerCard({ pin, canUnpin, onUnpin }: ViewerCardProps) {
  const stock = stockWords(pin.available);
  return (
    <li
      className={`appears card grid grid-cols-[112px_1fr] overflow-hidden [&_.st-picture]:aspect-auto [&_.st-picture]:h-full ${pin.isPending ? 'opacity-70' : ''}`}
      style={accentStyle(pin.accent)}
      aria-busy={pin.isPending || undefined}
    >
      <Picture url={pin.imageUrl} alt="" name={pin.title} />
      <div className="grid content-between gap-2 p-3">
        <div className="grid gap-0.5">
          <span className="text-s font-semibold text-accent-ink">{pin.brandName}</span>
          <span className="line-clamp-2 font-semibold leading-tight">{pin.title}</span>
          {pin.variantTitle && <span className="text-s text-soft">{pin.variantTitle}</span>}
          <span className="pt-0.5">
            <Price value={pin.price} was={pin.compareAtPrice} locale="en" wasLabel={(price) => `was ${price}`} />
          </span>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className={`text-s ${STOCK_TONES[stock.tone]}`}>{pin.isPending ? 'Going on screen' : stock.text}</span>
          <Button
            className="button button-quiet min-h-9 px-3 text-s"
            aria-label={`Take off ${pinName(pin)}`}
            isDisabled={pin.isPending || !canUnpin}
            onPress={onUnpin}
          >
            Take off
          </Button>
        </div>
      </div>
    </li>
  );
}
