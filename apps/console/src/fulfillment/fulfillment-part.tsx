import type { BrandFulfillmentOrderWire } from '@sidestall/contracts';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { unitsWords } from '../routing/routing-words.ts';
import { momentText, relativeText } from '../site/moments.ts';
import { useNow } from '../site/use-now.ts';
import {
  deadlinesOf,
  parcelWords,
  reasonWords,
  remedyWords,
  stateWords,
  stepWords,
  type Step,
} from './fulfillment-words.ts';
import { PartStory } from './part-story.tsx';
import { StepDialog } from './step-dialog.tsx';

export interface FulfillmentPartProps {
  readonly part: BrandFulfillmentOrderWire;
  readonly brandId: string | null;
  onDone(): Promise<void>;
}

/** What one retailer was asked for: its state, its deadlines, its parcels, what may be done, and what happened. */
export function FulfillmentPart({ part, brandId, onDone }: FulfillmentPartProps) {
  const [step, setStep] = useState<Step | null>(null);
  const said = stateWords(part.state);
  const headingId = `part-${part.id}`;
  return (
    <section aria-labelledby={headingId} className="card grid grid-cols-[minmax(0,1fr)] divide-y divide-line">
      <header className="grid gap-1 px-4 py-3 sm:px-5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 id={headingId} className="text-l font-semibold leading-tight">
            {part.retailerName}
          </h2>
          <span className="flex flex-wrap gap-1.5">
            {part.isLate && <Chip tone="bad">Late</Chip>}
            <Chip tone={said.tone}>{said.text}</Chip>
          </span>
        </div>
        <p className="text-s text-soft">
          Asked {momentText(part.requestedAt)}
          {part.isShared && ' · goods of other brands are in it, too'}
        </p>
        {part.reason && <p>{reasonWords(part.reason)}.</p>}
      </header>
      <ul className="px-4 py-3 sm:px-5" aria-label="Pieces">
        {part.lines.map((line) => (
          <li key={line.lineId} className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0">{unitsWords(line)}</span>
            <span className="text-s text-soft tabular-nums">{countWords(line)}</span>
          </li>
        ))}
      </ul>
      <Deadlines part={part} />
      {part.parcels.length > 0 && <Parcels parcels={part.parcels} />}
      {part.steps.length > 0 && (
        <div className="flex flex-wrap gap-2 px-4 py-3 sm:px-5">
          {part.steps.map((one) => (
            <Button
              key={one}
              className={`button max-sm:flex-1 ${one === 'release' || one === 'force_accept' ? 'button-main' : 'button-quiet'}`}
              aria-label={`${stepWords(one, part).button}: ${part.retailerName}`}
              onPress={() => setStep(one)}
            >
              {stepWords(one, part).button}
            </Button>
          ))}
        </div>
      )}
      <PartStory partId={part.id} brandId={brandId} version={part.version} />
      {step && <StepDialog step={step} part={part} onClose={() => setStep(null)} onDone={onDone} />}
    </section>
  );
}

function countWords({
  quantity,
  acceptedQuantity,
  shippedQuantity,
}: BrandFulfillmentOrderWire['lines'][number]): string {
  if (shippedQuantity > 0) return shippedQuantity === quantity ? 'sent' : `${shippedQuantity} of ${quantity} sent`;
  if (acceptedQuantity > 0) return acceptedQuantity === quantity ? 'accepted' : `${acceptedQuantity} accepted`;
  return '';
}

function Deadlines({ part }: { readonly part: BrandFulfillmentOrderWire }) {
  const now = useNow();
  const deadlines = deadlinesOf(part);
  if (part.state === 'on_hold' && part.heldAt) {
    return (
      <p className="px-4 py-3 sm:px-5">
        Held since {momentText(part.heldAt)}. Its deadlines stand still, and are later by as long as it is held.
      </p>
    );
  }
  if (deadlines.length === 0) return null;
  return (
    <dl className="grid gap-1.5 px-4 py-3 sm:px-5">
      {deadlines.map(({ label, at, isPressing }) => {
        const isPast = isPressing && Date.parse(at) < now;
        return (
          <div key={label} className="flex flex-wrap justify-between gap-x-4">
            <dt className="text-soft">{label}</dt>
            <dd className={`tabular-nums ${isPast ? 'font-semibold text-bad' : ''}`}>
              <time dateTime={at}>{momentText(at)}</time>
              <span className="text-s text-soft"> · {relativeText(at, now)}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Parcels({ parcels }: { readonly parcels: BrandFulfillmentOrderWire['parcels'] }) {
  return (
    <ul className="grid gap-3 px-4 py-3 sm:px-5" aria-label="Parcels">
      {parcels.map((parcel) => {
        const said = parcelWords(parcel);
        const remedy = remedyWords(parcel);
        return (
          <li key={parcel.id} className="grid gap-0.5">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span className="min-w-0">
                <span className="font-medium">{parcel.carrier}</span>{' '}
                {parcel.trackingUrl ? (
                  <a
                    href={parcel.trackingUrl}
                    target="_blank"
                    rel="noreferrer"
                    className="break-all underline underline-offset-4"
                  >
                    {parcel.trackingNumber}
                  </a>
                ) : (
                  <span className="break-all">{parcel.trackingNumber}</span>
                )}
              </span>
              <Chip tone={said.tone}>{said.text}</Chip>
            </div>
            <span className="text-s text-soft">
              {parcel.lines.map(unitsWords).join(', ')}
              {parcel.shippedAt && ` · left ${momentText(parcel.shippedAt)}`}
              {parcel.deliveredAt && ` · arrived ${momentText(parcel.deliveredAt)}`}
              {remedy && ` · ${remedy}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
