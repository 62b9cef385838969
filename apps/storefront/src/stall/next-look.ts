const HIDDEN_MS = 250;

/**
 * Calls once with the next picture, or after a quarter of a second where none is drawn: a page in the background gets no
 * pictures, and what it holds back must be there when somebody looks. Answers how to stop it.
 */
export function nextLook(look: () => void): () => void {
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = () => {
    stop();
    look();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
  return stop;
}
