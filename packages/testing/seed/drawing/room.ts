import { dim, lit } from './color.ts';
import { SURFACE, WALL, type Surface, type Wall } from './palette.ts';
import { smooth, type Picture } from './picture.ts';

export interface Room {
  wall: Wall;
  surface: Surface;
  horizon?: number;
  light?: 'window' | 'leaves' | 'arch' | 'sun' | 'none';
}

function grain(p: Picture, top: number, color: string): void {
  for (let i = 0; i < 7; i += 1) {
    const y = top + 16 + (i * (800 - top)) / 7 + p.random() * 12;
    const bend = (p.random() - 0.5) * 18;
    const start = p.random() * 260 - 60;
    p.line(
      `M${Math.round(start)} ${Math.round(y)}q${200 + Math.round(p.random() * 160)} ${Math.round(bend)} ${460 + Math.round(p.random() * 260)} 0`,
      color,
      1.5 + p.random() * 2,
      'opacity=".22"',
    );
  }
}

function weave(p: Picture, y: number, color: string): void {
  const fill = p.paint(
    `<pattern id="@" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 2h8M0 6h8M2 0v8M6 0v8" stroke="${color}" stroke-width=".8" opacity=".35"/></pattern>`,
  );
  p.rect(0, y, 800, 800 - y, fill);
}

function surfaceTexture(p: Picture, surface: Surface, y: number): void {
  const color = SURFACE[surface];
  if (surface === 'oak' || surface === 'walnut') grain(p, y, dim(color, 0.5));
  if (surface === 'linen') weave(p, y, dim(color, 0.3));
  if (surface === 'stone' || surface === 'slate') p.rect(0, y, 800, 800 - y, speckle(p, dim(color, 0.5), 0.25));
}

/** A tile of irregular iron spots, as speckled clay or stone has. */
export function speckle(p: Picture, color: string, opacity: number, count = 16): string {
  let spots = '';
  for (let i = 0; i < count; i += 1) {
    const r = p.random() < 0.2 ? 2.2 : 1.1;
    spots += `<circle cx="${Math.round(p.random() * 116 + 2)}" cy="${Math.round(p.random() * 116 + 2)}" r="${r}"/>`;
  }
  return p.paint(
    `<pattern id="@" width="120" height="120" patternUnits="userSpaceOnUse"><g fill="${color}" opacity="${opacity}">${spots}</g></pattern>`,
  );
}

function leafShadow(p: Picture, x: number, y: number, angle: number, color: string): void {
  const leaves = [0, 1, 2, 3, 4, 5].map((i) => {
    const at = -40 - i * 52;
    return `M${18 - i} ${at}q70-70 150-50q-40 80-150 50zM${18 - i} ${at + 18}q-80-50-150-16q50 66 150 16z`;
  });
  p.group(`transform="translate(${x} ${y}) rotate(${angle})"`, () =>
    p.line('M0 0Q60-160 20-330', color, 7).path(leaves.join(''), color),
  );
}

function castLight(p: Picture, room: Room, horizon: number): void {
  const wall = WALL[room.wall];
  if (room.light === 'window') {
    const glow = p.linear(
      [
        [0, '#fff4d8', 0.75],
        [1, '#fff4d8', 0.12],
      ],
      [0, 0, 1, 1],
    );
    p.group(`filter="${p.blur(5)}"`, () => {
      p.path(`M60 70L218 20V${horizon - 190}L60 ${horizon - 120}z`, glow);
      p.path(`M240 14L398-36V${horizon - 268}L240 ${horizon - 200}z`, glow);
    });
  }
  if (room.light === 'leaves') {
    p.group(`filter="${p.blur(9)}" opacity=".16"`, () => {
      leafShadow(p, 690, 400, 24, dim(wall, 0.75));
      leafShadow(p, 90, 190, -160, dim(wall, 0.75));
    });
  }
  if (room.light === 'arch') {
    const niche = p.linear(
      [
        [0, dim(wall, 0.26)],
        [0.35, dim(wall, 0.1)],
        [1, dim(wall, 0.02)],
      ],
      [0, 0, 1, 0.4],
    );
    p.path(`M150 ${horizon}V320a250 250 0 0 1 500 0V${horizon}z`, niche);
    p.line(`M650 ${horizon}V320a250 250 0 0 0-250-250`, lit(wall, 0.6), 4, 'opacity=".7"');
  }
  if (room.light === 'sun')
    p.ellipse(400, 360, 250, 250, lit(wall, 0.42)).ellipse(
      400,
      360,
      250,
      250,
      p.linear([
        [0, '#fff', 0.25],
        [1, '#fff', 0],
      ]),
    );
}

/** A wall and a table top, lit from the upper left. */
export function paintRoom(p: Picture, room: Room): void {
  const wall = WALL[room.wall];
  const table = SURFACE[room.surface];
  const horizon = room.horizon ?? 560;
  p.rect(
    0,
    0,
    800,
    800,
    p.radial(
      [
        [0, lit(wall, 0.4)],
        [0.55, wall],
        [1, dim(wall, 0.2)],
      ],
      [0.28, 0.16, 1],
    ),
  );
  castLight(p, room, horizon);
  p.rect(
    0,
    horizon,
    800,
    800 - horizon,
    p.linear([
      [0, dim(table, 0.14)],
      [0.16, table],
      [1, lit(table, 0.25)],
    ]),
  );
  surfaceTexture(p, room.surface, horizon);
  p.rect(0, horizon, 800, 5, lit(table, 0.5), 'opacity=".55"');
  p.rect(
    0,
    horizon - 26,
    800,
    26,
    p.linear([
      [0, dim(wall, 0.6), 0],
      [1, dim(wall, 0.6), 0.22],
    ]),
  );
}

/** The table seen from straight above. */
export function paintTop(p: Picture, surface: Surface, tint?: string): void {
  const color = tint ?? SURFACE[surface];
  p.rect(
    0,
    0,
    800,
    800,
    p.radial(
      [
        [0, lit(color, 0.45)],
        [0.6, color],
        [1, dim(color, 0.22)],
      ],
      [0.24, 0.18, 1.05],
    ),
  );
  if (surface === 'oak' || surface === 'walnut') {
    for (const x of [196, 402, 610])
      p.rect(x, 0, 3, 800, dim(color, 0.45), 'opacity=".45"').rect(x + 3, 0, 2, 800, lit(color, 0.5), 'opacity=".4"');
    p.group('transform="matrix(0 1 1 0 0 0)"', () => grain(p, 0, dim(color, 0.5)));
  } else surfaceTexture(p, surface, 0);
}

/** Soft ground shadow: a dark touch where the thing stands, and a long pale one away from the window. */
export function paintShadow(p: Picture, cx: number, y: number, r: number, length = 1): void {
  p.group(`filter="${p.blur(12)}" fill="#2a1a1c"`, () => {
    p.path(
      smooth([
        [cx - r * 0.6, y - 6],
        [cx + r * (0.9 + 0.9 * length), y - 22],
        [cx + r * (1.3 + length), y + 4],
        [cx + r * 0.4, y + 26],
        [cx - r * 0.8, y + 12],
        [cx - r * 0.6, y - 6],
      ]),
      '#2a1a1c',
      'opacity=".3"',
    );
  });
  p.ellipse(cx + r * 0.04, y + 3, r * 1.08, r * 0.2 + 5, '#22151a', `filter="${p.blur(6)}" opacity=".45"`);
}

/** A thin drift of steam. */
export function paintSteam(p: Picture, x: number, y: number, height = 190): void {
  const fade = p.linear([
    [0, '#fff', 0],
    [0.5, '#fff', 0.5],
    [1, '#fff', 0.1],
  ]);
  p.group(`filter="${p.blur(7)}"`, () => {
    p.line(`M${x} ${y}c-46-${height * 0.35} 44-${height * 0.5} 2-${height}`, fade, 18);
    p.line(`M${x + 40} ${y}c-34-${height * 0.3} 40-${height * 0.45} 10-${height * 0.8}`, fade, 12);
  });
}

/** A folded cloth lying under things. */
export function paintCloth(p: Picture, x: number, y: number, width: number, color: string, stripe?: string): void {
  const d = `M${x} ${y}l${width * 0.86}-26q${width * 0.07} 0 ${width * 0.1} 14l40 74q6 16-14 18l-${width * 0.96} 34q-20 0-26-14z`;
  p.path(d, '#2a1a1c', `filter="${p.blur(7)}" opacity=".25" transform="translate(8 10)"`);
  p.path(
    d,
    p.linear(
      [
        [0, lit(color, 0.3)],
        [0.5, color],
        [1, dim(color, 0.12)],
      ],
      [0, 0, 1, 0.4],
    ),
  );
  p.group(`clip-path="${p.clip(d)}"`, () => {
    p.line(
      `M${x + width * 0.3} ${y - 30}l60 170M${x + width * 0.62} ${y - 40}l50 170`,
      dim(color, 0.3),
      2,
      'opacity=".35"',
    );
    if (stripe)
      for (const at of [0.1, 0.16, 0.19])
        p.line(
          `M${x + width * at} ${y - 20}l44 150`,
          stripe,
          at === 0.16 ? 9 : 4,
          'opacity=".8" stroke-linecap="butt"',
        );
  });
}

/** A picture of things standing in a room. */
export const inRoom =
  (wall: Wall, surface: Surface, light: Room['light'], draw: (p: Picture) => void, horizon?: number) =>
  (p: Picture) => {
    paintRoom(p, { wall, surface, light, horizon });
    draw(p);
  };

/** The shadow of a flat thing: its own outline, moved away from the window. */
export const paintUnder = (p: Picture, d: string, blur: number, dx: number, dy: number, opacity = 0.42): Picture =>
  p.path(d, '#22151a', `filter="${p.blur(blur)}" opacity="${opacity}" transform="translate(${dx} ${dy})"`);
