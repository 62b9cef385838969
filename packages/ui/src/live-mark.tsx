/** Says whether a stream is live, by word and dot, never by color alone. */
export function LiveMark({
  status,
  label,
}: {
  readonly status: 'scheduled' | 'live' | 'ended';
  readonly label: string;
}) {
  return (
    <span className="st-live" data-state={status}>
      {label}
    </span>
  );
}
