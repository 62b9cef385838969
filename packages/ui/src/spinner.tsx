/** Something is on its way. Give a label where no text beside it says what. */
export function Spinner({ label }: { readonly label?: string }) {
  return <span className="st-spinner">{label && <span className="st-hidden">{label}</span>}</span>;
}
