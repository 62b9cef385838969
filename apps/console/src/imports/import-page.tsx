import type { ImportReport } from '@sidestall/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Label, ProgressBar } from 'react-aria-components';
import { BrandSelect } from '../frame/brand-select.tsx';
import { Empty } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { ImportReportView } from './import-report-view.tsx';
import { MAX_FILE_BYTES, uploadProducts } from './upload.ts';

type Progress =
  | { readonly at: 'start' }
  | { readonly at: 'sending'; readonly fileName: string; readonly sent: number }
  | { readonly at: 'failed'; readonly text: string }
  | { readonly at: 'done'; readonly report: ImportReport };

/** Fills a brand's shelf from a Shopify product file and says row by row what became of it. */
export function ImportPage() {
  const site = useSite();
  const queries = useQueryClient();
  const brandId = useBrand().brand?.id ?? null;
  const [progress, setProgress] = useState<Progress>({ at: 'start' });

  const send = async (file: File | undefined) => {
    if (!file || !brandId || progress.at === 'sending') return;
    if (file.size > MAX_FILE_BYTES) {
      setProgress({
        at: 'failed',
        text: 'The file is larger than 50 MB. Split it and send the parts one after the other.',
      });
      return;
    }
    const sending = (sent: number) => setProgress({ at: 'sending', fileName: file.name, sent });
    sending(0);
    const answer = await uploadProducts({ apiUrl: site.apiUrl, brandId, file, onProgress: sending });
    if (answer.ok) {
      setProgress({ at: 'done', report: answer.value });
      await queries.invalidateQueries({ queryKey: ['desk'] });
    } else {
      setProgress({ at: 'failed', text: problemText(answer.problem) });
    }
  };

  return (
    <div className="mx-auto grid max-w-[1040px] grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 lg:px-8">
      <title>Import products · Sidestall</title>
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold leading-tight">Import products</h1>
        <p className="max-w-prose text-soft">
          Take the product CSV that Shopify exports. A product whose rows have a fault is left out whole and reported;
          everything else is on the desk at once.
        </p>
      </div>
      {!brandId ? (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      ) : (
        <>
          <BrandSelect isDisabled={progress.at === 'sending'} />
          <DropZone
            aria-label="Product file"
            className="grid justify-items-center gap-3 rounded-card border border-dashed border-line-strong bg-surface px-6 py-12 text-center data-[drop-target]:border-accent-ink data-[drop-target]:bg-accent-wash"
            onDrop={(event) => {
              const item = event.items.find(isFileDropItem);
              void item?.getFile().then(send);
            }}
          >
            {progress.at === 'sending' ? (
              <Sending progress={progress} />
            ) : (
              <>
                <p className="font-semibold">Drop the CSV here</p>
                <FileTrigger acceptedFileTypes={['.csv', 'text/csv']} onSelect={(files) => void send(files?.[0])}>
                  <Button className="button button-main">Choose a file</Button>
                </FileTrigger>
                <p className="text-s text-soft">Up to 50 MB</p>
              </>
            )}
          </DropZone>
        </>
      )}
      {progress.at === 'failed' && (
        <p role="alert" className="rounded-control bg-bad-wash px-4 py-3 text-bad">
          {progress.text}
        </p>
      )}
      {progress.at === 'done' && <ImportReportView report={progress.report} />}
    </div>
  );
}

function Sending({
  progress: { fileName, sent },
}: {
  readonly progress: { readonly fileName: string; readonly sent: number };
}) {
  const isSent = sent >= 1;
  return (
    <ProgressBar className="grid w-full max-w-sm gap-2" value={sent * 100} isIndeterminate={isSent}>
      {({ percentage }) => (
        <>
          <Label className="truncate font-semibold">{isSent ? `Reading ${fileName}` : `Sending ${fileName}`}</Label>
          <span className="block h-2 overflow-hidden rounded-full bg-raised">
            <span
              className={`block h-full rounded-full bg-accent ${isSent ? 'animate-pulse' : ''}`}
              style={{ width: `${isSent ? 100 : (percentage ?? 0)}%` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  );
}
