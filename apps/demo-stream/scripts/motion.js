/** Seconds after which every motion of the scene is back where it began. */
export const LOOP = 24;

const TAU = Math.PI * 2;

export const lerp = (a, b, k) => a + (b - a) * k;
export const wrap = (value, length) => ((value % length) + length) % length;

/** A sine that fits the loop: only whole cycles come out even. */
export const wave = (t, cycles, phase = 0) => Math.sin((TAU * cycles * t) / LOOP + phase * TAU);

/** A small restless value in about -1…1, for flames and leaves. */
export const flutter = (t, cycles, phase = 0) =>
  0.5 * wave(t, cycles, phase) +
  0.3 * wave(t, cycles * 2 + 1, phase * 1.7) +
  0.2 * wave(t, cycles * 3 + 2, phase * 2.3);

const ease = (k) => k * k * k * (k * (k * 6 - 15) + 10);

/** Keyframes [second, value] with soft starts and stops, running over the end of the loop into its beginning. */
export function track(keys) {
  return (t) => {
    const at = wrap(t, LOOP);
    const next = keys.findIndex(([second]) => second > at);
    const [to, from] = next === -1 ? [keys[0], keys.at(-1)] : [keys[next], keys[next - 1] ?? keys.at(-1)];
    const span = wrap(to[0] - from[0], LOOP) || LOOP;
    const k = ease(wrap(at - from[0], LOOP) / span);
    return Array.isArray(to[1]) ? to[1].map((value, i) => lerp(from[1][i], value, k)) : lerp(from[1], to[1], k);
  };
}

/** Rises from 0 to 1 and falls again around one moment. */
export function pulse(t, moment, width) {
  const distance = Math.abs(wrap(t - moment + LOOP / 2, LOOP) - LOOP / 2);
  return distance > width ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * distance) / width);
}

/** The same numbers on every run. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
