import type { DeskListing } from '@sidestall/contracts';
import type { PinId } from '@sidestall/kernel';
import type { StreamSnapshot } from '@sidestall/streams';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { pinName, pinsOnScreen, unsettled, type DeskPin, type PinCommand } from './desk-pins.ts';

export interface Pinning {
  /** What will be on screen once everything asked for is done. */
  readonly pins: readonly DeskPin[];
  pin(listing: DeskListing): void;
  unpin(pin: DeskPin): void;
}

type Ask = PinCommand extends infer C ? (C extends PinCommand ? Omit<C, 'id' | 'doneAt'> : never) : never;

/**
 * Pins and unpins at once on this screen, and says so when the server could not. A command shows its effect until the
 * wire has told of it, so that nothing flickers in between; each can be undone for a few seconds.
 */
export function usePinning(state: StreamSnapshot, listings: readonly DeskListing[], onDone: () => void): Pinning {
  const { calls } = useSite();
  const notices = useNotices();
  const [commands, setCommands] = useState<readonly PinCommand[]>([]);
  const nextId = useRef(1);
  const { streamId, seq } = state;

  const ask = useCallback(
    async (command: Ask, name: string, undo: (pinId: PinId) => void) => {
      const id = nextId.current++;
      setCommands((list) => [...unsettled(list, seq), { ...command, id, doneAt: null }]);
      const isPin = command.kind === 'pin';
      const answer = isPin
        ? await calls.pin(streamId, command.listing.listingId)
        : ((await calls.unpin(streamId, command.pinId)) as Awaited<ReturnType<typeof calls.pin>>);
      if (answer.ok) {
        const { pinId, seq: doneAt } = answer.value;
        setCommands((list) => list.map((entry) => (entry.id === id ? { ...entry, doneAt } : entry)));
        onDone();
        notices.show({
          text: isPin ? `${name} is on screen` : `${name} is off screen`,
          action: { label: 'Undo', run: () => undo(pinId as PinId) },
        });
      } else {
        setCommands((list) => list.filter((entry) => entry.id !== id));
        notices.show({
          text: `${name} could not be ${isPin ? 'pinned' : 'unpinned'}. ${problemText(answer.problem)}`,
          tone: 'bad',
        });
      }
    },
    [calls, notices, onDone, seq, streamId],
  );

  const pin = useCallback(
    (listing: DeskListing) => {
      void ask({ kind: 'pin', listing }, pinName(listing), (pinId) => {
        void ask({ kind: 'unpin', pinId }, pinName(listing), () => pin(listing));
      });
    },
    [ask],
  );

  const unpin = useCallback(
    (shown: DeskPin) => {
      const { pinId } = shown;
      if (!pinId) return;
      void ask({ kind: 'unpin', pinId }, pinName(shown), () => {
        const listing = listings.find((entry) => entry.listingId === shown.listingId);
        if (listing) pin(listing);
      });
    },
    [ask, listings, pin],
  );

  const pins = useMemo(() => pinsOnScreen(state, commands), [state, commands]);
  return { pins, pin, unpin };
}
