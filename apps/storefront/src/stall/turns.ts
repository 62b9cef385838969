/** Counts questions to the shop, so that an answer that was overtaken by a newer question is dropped. */
export interface Turns {
  /** Begins a question; the answer is for dropping when what is returned says so. */
  begin(): { isOvertaken(): boolean };
  /** Overtakes whatever is under way. */
  end(): void;
}

export function countTurns(): Turns {
  let newest = 0;
  return {
    begin() {
      const mine = ++newest;
      return { isOvertaken: () => mine !== newest };
    },
    end() {
      newest++;
    },
  };
}
