/** The UTC date of an instant, as `20261123`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
 * year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
 */
export function weekOf(ms: number): string {
  const date = new Date(ms);
  const weekday = (date.getUTCDay() + 6) % 7; // Monday is 0
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}w${String(week).padStart(2, "0")}`;
}
