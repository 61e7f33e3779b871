/** How long the extension host may be kept busy before others get their turn, in milliseconds. */
const slice = 12;

/** Takes all steps, with pauses in which other work is done. False when `goesOn` ended it before the last step. */
export async function inSlices(steps: Iterable<void>, goesOn: () => boolean): Promise<boolean> {
  let begin = performance.now();
  for (const _ of steps) {
    if (performance.now() - begin < slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (!goesOn()) return false;
    begin = performance.now();
  }
  return goesOn();
}
