/** A circle that wants a label, in pixels of the screen. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** Whether it may stand in the circle. */
  readonly mayBeInside: boolean;
}

/** Where the box of a label stands: its left upper corner and its size. */
export interface LabelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const gap = 4;

/**
 * Finds places for labels, the first wishes first: in the circle where they fit, else right, left, below or above of it. A label that
 * would touch another one is left out (null), and at most `most` are placed. O(wishes × most).
 */
export function placeLabels(wishes: readonly LabelWish[], most: number): (LabelBox | null)[] {
  const placed: LabelBox[] = [];
  return wishes.map((wish) => {
    if (placed.length >= most) return null;
    const box = candidates(wish).find((candidate) => !placed.some((other) => touch(candidate, other)));
    if (box === undefined) return null;
    placed.push(box);
    return box;
  });
}

function candidates({ x, y, radius, width, height, mayBeInside }: LabelWish): LabelBox[] {
  const inside = { left: x - width / 2, top: y - height / 2, width, height };
  const beside = [
    { left: x + radius + gap, top: y - height / 2, width, height },
    { left: x - radius - gap - width, top: y - height / 2, width, height },
    { left: x - width / 2, top: y + radius + gap, width, height },
    { left: x - width / 2, top: y - radius - gap - height, width, height },
  ];
  if (!mayBeInside) return beside;
  const fits = Math.hypot(width / 2, height / 2) <= radius;
  // In the middle of its circle a label reads as the name of it even where it is a bit wider.
  return fits ? [inside, ...beside] : [...beside.slice(2), ...beside.slice(0, 2), inside];
}

function touch(a: LabelBox, b: LabelBox): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}
