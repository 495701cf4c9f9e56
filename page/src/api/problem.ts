// What went wrong, in the server's own words (RFC 9457).
export class Problem extends Error {
  constructor(
    readonly status: number, // 0: the server could not be reached
    readonly title: string,
    detail: string,
    readonly kind = "",
    readonly retryAfter: number | null = null, // seconds
  ) {
    super(detail);
    this.name = "Problem";
  }

  get isLoggedOut() {
    return this.status === 401;
  }
}

export const unreachable = () =>
  new Problem(0, "The server does not answer", "Look whether outfield serve is running, and whether this computer is online.");

export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  const text = await response.text().catch(() => "");
  try {
    const { title, detail, kind } = JSON.parse(text) as Partial<Record<"title" | "detail" | "kind", string>>;
    return new Problem(response.status, title ?? response.statusText, detail ?? title ?? text, kind ?? "", retryAfter);
  } catch {
    return new Problem(
      response.status,
      response.statusText || `Status ${response.status}`,
      text.slice(0, 500) || "The server said nothing more.",
      "",
      retryAfter,
    );
  }
}

// Anything thrown, as words for people.
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
