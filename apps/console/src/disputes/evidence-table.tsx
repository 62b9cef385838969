import { evidenceName } from './dispute-words.ts';

/** What speaks for the sale, field by field as the bank gets it. */
export function EvidenceTable({ evidence }: { readonly evidence: Readonly<Record<string, string>> }) {
  const fields = Object.entries(evidence);
  if (fields.length === 0) return <p className="text-soft">Our records hold nothing for this order yet.</p>;
  return (
    <dl className="grid gap-3 sm:grid-cols-[200px_minmax(0,1fr)] sm:gap-x-6">
      {fields.map(([field, text]) => (
        <div key={field} className="grid gap-0.5 sm:col-span-2 sm:grid-cols-subgrid">
          <dt className="text-s text-soft">{evidenceName(field)}</dt>
          <dd className="max-h-60 overflow-y-auto whitespace-pre-line break-words">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
