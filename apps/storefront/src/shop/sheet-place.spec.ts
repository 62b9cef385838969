import { sheetPlace } from './sheet-place.ts';

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const view = { width: 1440, height: 900 };

describe('the place of a sheet', () => {
  it('is the stall itself where that is a panel beside the picture', () => {
    expect(sheetPlace(box(1040, 56, 400, 844), view)).toEqual({ left: 1040, top: 56, width: 400, height: 844 });
  });

  it('is the part of the stall that can be seen', () => {
    expect(sheetPlace(box(1040, -200, 400, 1600), view)).toEqual({ left: 1040, top: 0, width: 400, height: 900 });
  });

  it('is the full height above a stall that is too low', () => {
    expect(sheetPlace(box(1040, 700, 400, 300), view)).toEqual({ left: 1040, top: 0, width: 400, height: 900 });
  });

  it("is the window's edge where the stall is as wide as the page", () => {
    expect(sheetPlace(box(0, 600, 1440, 2000), view)).toEqual({ left: 1000, top: 0, width: 440, height: 900 });
    expect(sheetPlace(box(0, 600, 1440, 2000), view, true)).toMatchObject({ left: 0, width: 440 });
  });
});
