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

/** So much wider than its circle a name in the middle of it still reads as its name. */
const overhang = 1.3;

/**
 * Finds places for labels, the first wishes first: in the circle where they fit, else below, above, right or left of it where they
 * cover no other circle of a context, else in the middle of it. A label that would touch another one is left out (null), and at most
 * `most` are placed. O(wishes × most).
 */
export function placeLabels(wishes: readonly LabelWish[], most: number): (LabelBox | null)[] {
  const placed: LabelBox[] = [];
  const circles = wishes.filter(({ mayBeInside }) => mayBeInside);
  return wishes.map((wish) => {
    if (placed.length >= most) return null;
    const isFree = (box: LabelBox) => !placed.some((other) => touch(box, other));
    const isClear = (box: LabelBox) => !circles.some((circle) => circle !== wish && covers(box, circle));
    const inside = wish.mayBeInside ? [middleOf(wish)] : [];
    const beside = besidesOf(wish);
    const fits = wish.width <= 2 * overhang * wish.radius;
    const inOrder = fits
      ? [...inside, ...beside]
      : wish.mayBeInside
        ? [...beside.filter(isClear), ...inside]
        : beside;
    const box = inOrder.find(isFree);
    if (box === undefined) return null;
    placed.push(box);
    return box;
  });
}

function middleOf({ x, y, width, height }: LabelWish): LabelBox {
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/** A name of a context reads best under it, that of a dot after it. */
function besidesOf(wish: LabelWish): LabelBox[] {
  const { x, y, radius, width, height } = wish;
  const middle = middleOf(wish);
  const upright = [
    { ...middle, top: y + radius + gap },
    { ...middle, top: y - radius - gap - height },
  ];
  const level = [
    { ...middle, left: x + radius + gap },
    { ...middle, left: x - radius - gap - width },
  ];
  return wish.mayBeInside ? [...upright, ...level] : [...level, ...upright];
}

function covers({ left, top, width, height }: LabelBox, { x, y, radius }: LabelWish): boolean {
  const [dx, dy] = [Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height)];
  return Math.hypot(dx, dy) < radius;
}

function touch(a: LabelBox, b: LabelBox): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}
