import type { ReturnLabel } from '@sidestall/contracts';
import { useEffect, useRef, useState } from 'react';
import type { Words } from '../words/words.ts';

export interface ReturnSendFormProps {
  readonly words: Words;
  /** False when it did not work. */
  readonly send: (label: ReturnLabel) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** The label of what the buyer sent, so that it can be followed. */
export function ReturnSendForm({ words, send, onCancel }: ReturnSendFormProps) {
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const [step, setStep] = useState<'idle' | 'working' | 'failed'>('idle');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const isWhole = carrier.trim() !== '' && trackingNumber.trim() !== '';
  const tell = async () => {
    if (!isWhole || step === 'working') return;
    setStep('working');
    const isDone = await send({ carrier: carrier.trim(), trackingNumber: trackingNumber.trim() });
    if (!isDone) setStep('failed');
  };
  return (
    <form
      className="return-form return-send"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void tell();
      }}
    >
      <label>
        <span>{words.t('return.carrier')}</span>
        <input
          ref={first}
          value={carrier}
          maxLength={60}
          autoComplete="off"
          onInput={(event) => setCarrier(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{words.t('return.tracking')}</span>
        <input
          value={trackingNumber}
          maxLength={80}
          autoComplete="off"
          onInput={(event) => setTrackingNumber(event.currentTarget.value)}
        />
      </label>
      {step === 'failed' && (
        <p className="notice" role="alert">
          {words.t('return.failed')}
        </p>
      )}
      <div className="return-actions">
        <button type="button" className="plain" disabled={step === 'working'} onClick={onCancel}>
          {words.t('return.cancel')}
        </button>
        <button type="submit" className="main" aria-busy={step === 'working'} disabled={!isWhole || step === 'working'}>
          {words.t(step === 'working' ? 'return.telling' : 'return.tell')}
        </button>
      </div>
    </form>
  );
}
