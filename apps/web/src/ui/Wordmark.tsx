/** The wordmark: the apostrophe is the cursor. */
export function Wordmark() {
  return (
    <span
      aria-hidden
      className="inline-flex items-baseline font-serif text-[1.35rem] leading-none font-bold tracking-[-0.02em]"
    >
      Let
      <svg
        viewBox="0 0 8 12"
        className="mx-[0.06em] h-[0.5em] w-auto self-start text-mark"
        aria-hidden
        focusable="false"
      >
        <path d="M2.2 0h5.6L4.6 12H0.4z" fill="currentColor" />
      </svg>
      s<span className="text-accent">Code</span>
    </span>
  );
}
