/** A latch: whoever awaits `opened` waits until the test calls `open`. */
export function latch() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}
