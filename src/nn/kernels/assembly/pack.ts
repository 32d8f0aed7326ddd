/**
 * Copies a block of a matrix into panels of `width` lines, a multiple of 8, step by step of the depth: [lines / width, depth, width],
 * zeros where the last panel has no line. What is a line is the caller's choice, so a transpose costs nothing.
 */

/** The lines lie one after the other, `stride` bytes apart; the depth runs along each. */
export function packLines(from: usize, stride: usize, lines: i32, depth: i32, into: usize, width: i32): void {
  const step = <usize>width << 2;
  const whole = lines & ~3;
  const padded = (lines + width - 1) / width * width;
  for (let line = 0; line < whole; line += 4) {
    const out = into + place(line, depth, width);
    const r0 = from + <usize>line * stride;
    transposeFour(r0, r0 + stride, r0 + 2 * stride, r0 + 3 * stride, depth, out, step);
  }
  for (let line = whole; line < padded; line++) {
    let out = into + place(line, depth, width);
    const row = from + <usize>line * stride;
    for (let k = 0; k < depth; k++, out += step) {
      store<f32>(out, line < lines ? load<f32>(row + (<usize>k << 2)) : 0);
    }
  }
}

// @ts-ignore: decorator
@inline
function place(line: i32, depth: i32, width: i32): usize {
  return (<usize>(line / width * depth * width + line % width)) << 2;
}

function transposeFour(r0: usize, r1: usize, r2: usize, r3: usize, depth: i32, out: usize, step: usize): void {
  let k = 0;
  for (; k <= depth - 4; k += 4) {
    const v0 = v128.load(r0);
    const v1 = v128.load(r1);
    const v2 = v128.load(r2);
    const v3 = v128.load(r3);
    const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(out + step, v128.shuffle<f64>(low01, low23, 1, 3));
    out += 2 * step;
    v128.store(out, v128.shuffle<f64>(high01, high23, 0, 2));
    v128.store(out + step, v128.shuffle<f64>(high01, high23, 1, 3));
    out += 2 * step;
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
  }
  for (; k < depth; k++, out += step) {
    store<f32>(out, load<f32>(r0));
    store<f32>(out, load<f32>(r1), 4);
    store<f32>(out, load<f32>(r2), 8);
    store<f32>(out, load<f32>(r3), 12);
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
  }
}

/** The depth's steps lie `stride` bytes apart; the lines run along each. */
export function packSteps(from: usize, stride: usize, lines: i32, depth: i32, into: usize, width: i32): void {
  const step = <usize>width << 2;
  const panel = step * <usize>depth;
  let line = 0;
  for (; line <= lines - width; line += width, from += step, into += panel) {
    let source = from;
    for (let out = into; out < into + panel; out += step, source += stride) {
      for (let at: usize = 0; at < step; at += 32) {
        v128.store(out + at, v128.load(source + at));
        v128.store(out + at, v128.load(source + at, 16), 16);
      }
    }
  }
  const here = lines - line;
  if (here == 0) return;
  for (let k = 0; k < depth; k++, from += stride, into += step) {
    for (let i = 0; i < width; i++) store<f32>(into + (<usize>i << 2), i < here ? load<f32>(from + (<usize>i << 2)) : 0);
  }
}
