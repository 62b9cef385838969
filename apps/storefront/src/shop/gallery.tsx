import { Picture } from '@sidestall/ui';
import { useStall } from '../stall/use-stall.ts';

export interface GalleryProps {
  readonly name: string;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly shown: string | null;
  readonly onShow: (url: string) => void;
}

/** One large picture, and the others small to choose from. */
export function Gallery({ name, images, shown, onShow }: GalleryProps) {
  const { words } = useStall().state;
  const current = images.find((image) => image.url === shown);
  return (
    <div className="gallery">
      <div className="gallery-large">
        <Picture url={shown} alt={current?.alt || name} name={name} isFirst />
      </div>
      {images.length > 1 && (
        <ul className="thumbs" aria-label={words.t('product.pictures')}>
          {images.map((image, index) => (
            <li key={image.url}>
              <button
                type="button"
                aria-label={words.t('product.picture', { number: index + 1, total: images.length })}
                aria-pressed={image.url === shown}
                onClick={() => onShow(image.url)}
              >
                <Picture url={image.url} alt="" name={name} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
