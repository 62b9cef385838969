/** The name of the house with its awning. */
export function Brandmark({ className = '' }: { readonly className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 font-semibold ${className}`}>
      <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--st-accent)" />
        <g stroke="var(--st-on-accent)" strokeWidth="2" strokeLinejoin="round">
          <path d="M6 13 8.5 7h15L26 13" fill="none" />
          <path d="M6 13a3.3 3.3 0 0 0 6.6 0 3.4 3.4 0 0 0 6.8 0 3.3 3.3 0 0 0 6.6 0z" fill="var(--st-on-accent)" />
          <path d="M8.5 17.5V25h15v-7.5" fill="none" />
        </g>
      </svg>
      Sidestall
    </span>
  );
}
