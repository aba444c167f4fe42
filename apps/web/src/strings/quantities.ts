/** Times, sizes and dates as people read them. Figures keep to one unit per column, so they can be compared. */
const MIB = 1024 * 1024;

const formats = new Map<number, Intl.NumberFormat>();

/** A formatter is slow to make: each is made once. */
function formatNumber(value: number, maximumFractionDigits = 3): string {
  let format = formats.get(maximumFractionDigits);
  if (!format) formats.set(maximumFractionDigits, (format = new Intl.NumberFormat('en', { maximumFractionDigits })));
  return format.format(value);
}

export function formatMs(ms: number): string {
  return `${formatNumber(ms)} ms`;
}

/** A limit: whole seconds where it is one. */
export function formatLimitMs(ms: number): string {
  return ms >= 1000 ? `${formatNumber(ms / 1000, 2)} s` : formatMs(ms);
}

export function formatMiB(bytes: number): string {
  const mebibytes = bytes / MIB;
  return `${formatNumber(mebibytes, mebibytes < 10 ? 1 : 0)} MiB`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < MIB) return `${formatNumber(bytes / 1024, 1)} KiB`;
  return formatMiB(bytes);
}

/** Points, with as many digits as tell them apart. */
export function formatScore(score: number): string {
  return formatNumber(score, 4);
}

/** @param iso ISO 8601; @param nowMs the present, in ms since the epoch */
export function formatAgo(iso: string, nowMs: number): string {
  const seconds = Math.round((new Date(iso).getTime() - nowMs) / 1000);
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(seconds) < 45) return relative.format(0, 'second');
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  if (Math.abs(seconds) < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
  return formatDate(iso);
}

export function formatDate(iso: string): string {
  return new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}
