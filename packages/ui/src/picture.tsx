import { useState } from 'react';

export interface PictureProps {
  readonly url: string | null;
  readonly alt: string;
  /** Its first letter stands in for a picture that is missing or cannot be loaded. */
  readonly name: string;
  /** Loads at once: for the picture a viewer looks at first. */
  readonly isFirst?: boolean;
}

/** A square picture whose place is kept before it loads, so that nothing jumps. */
export function Picture({ url, alt, name, isFirst }: PictureProps) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  return (
    <span className="st-picture">
      {url && url !== failedUrl ? (
        <img
          src={url}
          alt={alt}
          loading={isFirst ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onError={() => setFailedUrl(url)}
        />
      ) : (
        <b aria-hidden="true">{Array.from(name.trim())[0] ?? ''}</b>
      )}
    </span>
  );
}
