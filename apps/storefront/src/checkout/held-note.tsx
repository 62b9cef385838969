import { CountdownText } from '../drops/countdown-text.tsx';
import { useStall } from '../stall/use-stall.ts';
import { usePlaces } from '../waitlist/use-places.ts';

/** How long what is bought here stays put by for the viewer. */
export function HeldNote({ entryId }: { readonly entryId: string }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { desk, places } = usePlaces(stall);
  const endsAt = places.find((place) => place.id === entryId)?.entry?.offerEndsAt;
  if (!endsAt) return null;
  return (
    <p className="held-note">
      <CountdownText
        until={Date.parse(endsAt)}
        clock={desk.clock}
        words={words}
        say={(time) => words.t('waitlist.heldFor', { time })}
      />
    </p>
  );
}
