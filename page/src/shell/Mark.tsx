// The sign of Outfield: lines that move out of a box.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b7a75" />
      <path d="M7 12h12M7 16h9M7 20h12" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" opacity=".55" />
      <path d="M17 16h9m-4-4 4 4-4 4" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
