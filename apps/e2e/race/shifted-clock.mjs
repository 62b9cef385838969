// Loaded first into a process whose clock is to be wrong: what it reads from the clock is off by CLOCK_OFFSET_MS.
const offset = Number(process.env.CLOCK_OFFSET_MS);
const Right = Date;
const now = () => Right.now() + offset;

globalThis.Date = new Proxy(Right, {
  construct: (target, given, as) => Reflect.construct(target, given.length > 0 ? given : [now()], as),
  apply: () => new Right(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
