import type { PinnedListing } from './stream.ts';
import { chaptersOf, momentAt, type Recording, type Replay } from './replay.ts';

/** A WebVTT time: hours have no upper bound, milliseconds always three digits. */
function vttTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1_000);
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const rest = milliseconds % 60_000;
  return `${part(hours, 2)}:${part(minutes, 2)}:${part(Math.floor(rest / 1_000), 2)}.${part(rest % 1_000, 3)}`;
}

interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const track = (cues: readonly Cue[]): string =>
  ['WEBVTT', ...cues.map(({ from, to, text }) => `${vttTime(from)} --> ${vttTime(to)}\n${text}`)].join('\n\n') + '\n';

/** A brand's words on one line, which no player takes for marks of its own. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** JSON that holds neither a blank line nor an arrow, whatever a title says. */
const data = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');

/** Chapters for a player's own menu: what came to the table, by name. */
export function chapterTrack(replay: Replay, recording: Recording): string {
  const titles = new Map(replay.pins.map(({ pinId, listing }) => [pinId, listing.title]));
  return track(
    chaptersOf(replay, recording).map(({ from, to, pinIds }) => ({
      from,
      to,
      text: plain(pinIds.map((id) => titles.get(id)!).join(', ')),
    })),
  );
}

const cueOf = ({ listingId, productId, variantId, title }: PinnedListing) => ({
  listingId,
  productId,
  variantId,
  title,
});

/** Metadata cues for scripts: which listings stand on the table from when until when, as JSON, the newest first. */
export function productTrack(replay: Replay, recording: Recording): string {
  const listings = new Map(replay.pins.map(({ pinId, listing }) => [pinId, listing]));
  const start = recording.startsAt.getTime();
  const end = recording.endsAt.getTime();
  const within = replay.moments.filter(({ at }) => Date.parse(at) > start && Date.parse(at) < end);
  const first = momentAt(replay.moments, start);
  const told = [...(first ? [{ ...first, at: recording.startsAt.toISOString() }] : []), ...within];
  return track(
    told.flatMap(({ at, pins }, index) =>
      pins.length === 0
        ? []
        : {
            from: (Date.parse(at) - start) / 1_000,
            to: (Date.parse(told[index + 1]?.at ?? recording.endsAt.toISOString()) - start) / 1_000,
            text: data({ pins: pins.map((id) => cueOf(listings.get(id)!)) }),
          },
    ),
  );
}
