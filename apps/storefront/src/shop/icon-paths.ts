export const BACK = 'M12 4.5 6.5 10l5.5 5.5';
export const CLOSE = 'm5 5 10 10M15 5 5 15';
export const CHECK = 'm4.5 10.5 3.7 3.7 7.3-8';
export const MINUS = 'M4.5 10h11';
export const PLUS = 'M4.5 10h11M10 4.5v11';
export const LOCK = 'M5.5 9h9v7.5h-9zM7.2 9V6.6a2.8 2.8 0 0 1 5.6 0V9';
