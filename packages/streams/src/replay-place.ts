/** A place in a recording as people write it: 1:02:05, or 2:05; before its beginning -0:30. */
export function placeText(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return seconds < 0 && whole > 0 ? `-${text}` : text;
}

/** Reads such a place, in seconds; null where it is none. */
export function parsePlace(text: string): number | null {
  const match = /^([-−–]?)(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)$/.exec(text.trim());
  if (!match) return null;
  const [, sign, hours = '0', minutes, seconds] = match;
  if (match[2] !== undefined && Number(minutes) > 59) return null;
  const whole = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign ? -whole : whole;
}
